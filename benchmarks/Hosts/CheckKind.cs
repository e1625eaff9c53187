namespace HealthPoint.Benchmarks;

/// <summary>What the checks of a host do. With the number of checks it names the assembly that holds them.</summary>
public enum CheckKind
{
    /// <summary>Nothing: synchronous, and healthy at once.</summary>
    Trivial,

    /// <summary>Asynchronous; healthy after 10 ms.</summary>
    Waiting,

    /// <summary>Synchronous; never returns.</summary>
    Blocking,
}
