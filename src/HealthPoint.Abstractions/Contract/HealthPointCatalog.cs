using System.ComponentModel;

namespace HealthPoint.Contract;

/// <summary>Collects what the modules of an application register. Implemented by the runtime, called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class HealthPointCatalog
{
    /// <summary>Adds the checks of another module, unless a module of its type has been added already.</summary>
    /// <param name="module">The module of a referenced assembly.</param>
    public abstract void Include(HealthPointModule module);

    /// <summary>Adds one check.</summary>
    /// <param name="check">What its attribute says.</param>
    public abstract void Add(HealthCheckDescriptor check);

    /// <summary>Adds one stat.</summary>
    /// <param name="stat">What its attribute says.</param>
    public abstract void Add(HealthStatDescriptor stat);

    /// <summary>
    /// Adds one check whose attribute sets nothing but its name and its tags. Most checks are of this kind, and the JIT
    /// compiles this call in a third of the time.
    /// </summary>
    /// <param name="module">The module that runs the check.</param>
    /// <param name="index">The check's number within the module.</param>
    /// <param name="name">The check's name.</param>
    /// <param name="member">The method that bears the attribute.</param>
    /// <param name="traits">What a run needs.</param>
    /// <param name="tags">The check's tags.</param>
    public void AddCheck(HealthPointModule module, int index, string name, string member, HealthTraits traits, params string[] tags) =>
        Add(new HealthCheckDescriptor(module, index, name, member, traits) { Tags = tags });

    /// <inheritdoc cref="AddCheck"/>
    public void AddStat(HealthPointModule module, int index, string name, string member, HealthTraits traits, params string[] tags) =>
        Add(new HealthStatDescriptor(module, index, name, member, traits) { Tags = tags });
}
