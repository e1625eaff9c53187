using System.ComponentModel;

namespace HealthPoint;

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
}
