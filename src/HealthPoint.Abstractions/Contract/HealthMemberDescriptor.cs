using System.ComponentModel;

namespace HealthPoint.Contract;

/// <summary>What generated code says about a check or a stat. Immutable.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class HealthMemberDescriptor
{
    private protected HealthMemberDescriptor(HealthPointModule module, int index, string name, string member, HealthTraits traits)
    {
        Module = module;
        Index = index;
        Name = name;
        Member = member;
        Traits = traits;
    }

    /// <summary>The module that runs the check or stat.</summary>
    public HealthPointModule Module { get; }

    /// <summary>Its number within the module.</summary>
    public int Index { get; }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The method that bears the attribute, as <c>Namespace.Type.Method</c>; for messages.</summary>
    public string Member { get; }

    /// <summary>
    /// The assembly that holds the method, where that assembly was built without the generator and so has no module of its
    /// own. Several modules may see the method and register it, so a catalog takes one of equal origin, name and member.
    /// <see langword="null"/> where the method stands in the module's assembly.
    /// </summary>
    public string? Origin { get; init; }

    /// <summary>
    /// The type on whose instance the method is called, so that the runtime can look for the application's own instance before
    /// any run; <see langword="null"/> where the method is static.
    /// </summary>
    public Type? InstanceType { get; init; }

    /// <summary>What its runs need.</summary>
    public HealthTraits Traits { get; }

    /// <summary>Its tags. Default: none.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Its deadline in seconds, or <see langword="null"/> where the attribute does not say.</summary>
    public double? TimeoutSeconds { get; init; }

    /// <summary>The freshness of its results in seconds, or <see langword="null"/> where the attribute does not say.</summary>
    public double? CacheSeconds { get; init; }

    /// <summary>The parameters that come from the configuration, in the order of <see cref="HealthInvocation.Argument{T}"/>.</summary>
    public IReadOnlyList<HealthArgument> Arguments { get; init; } = [];
}
