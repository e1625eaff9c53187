namespace HealthPoint.Generators.Models;

/// <summary>A call of a method: everything in C#, fully qualified and escaped.</summary>
/// <param name="Type">The containing type.</param>
/// <param name="Method">The method's name.</param>
/// <param name="Instance">Where the instance comes from.</param>
/// <param name="Construction">The parameters of the constructor, where <paramref name="Instance"/> is constructed.</param>
/// <param name="Parameters">The parameters of the method.</param>
/// <param name="ReturnsNothing">Whether the method is <c>void</c>.</param>
/// <param name="Traits">What a run needs.</param>
/// <param name="Warnings">The ids of warnings that any use of the method or its types raises.</param>
internal sealed record CallModel(
    string Type,
    string Method,
    InstanceSource Instance,
    EquatableArray<ParameterModel> Construction,
    EquatableArray<ParameterModel> Parameters,
    bool ReturnsNothing,
    Traits Traits,
    EquatableArray<string> Warnings)
{
    public string Signature
    {
        get
        {
            var signature = Method;
            foreach (var parameter in Parameters)
            {
                signature += "," + parameter.Type;
            }

            return signature;
        }
    }
}

/// <summary>Where the instance of an instance method comes from.</summary>
internal enum InstanceSource
{
    /// <summary>The method is static.</summary>
    None,

    /// <summary>Only the application registers the instance: generated code cannot make one.</summary>
    Registered,

    /// <summary>The instance that the application registers, else one from its constructor.</summary>
    Constructed,
}

/// <summary>The twin of the contract's <c>HealthTraits</c>; the names of its members are written into generated code.</summary>
[Flags]
internal enum Traits
{
    None = 0,
    Synchronous = 1,
    Services = 2,
    Cancellation = 4,
    Construction = 8,
}
