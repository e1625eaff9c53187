using System.ComponentModel;

namespace HealthPoint.Contract;

/// <summary>What a run of a check or stat needs, so that the runner can spare what the run does not need.</summary>
[Flags]
[EditorBrowsable(EditorBrowsableState.Never)]
public enum HealthTraits
{
    /// <summary>Asynchronous, without services, without a token.</summary>
    None = 0,

    /// <summary>The method returns its verdict itself, not a task; it may block its thread.</summary>
    Synchronous = 1,

    /// <summary>The run needs a service scope: the method takes services, or its instance does.</summary>
    Services = 2,

    /// <summary>The method takes a <see cref="CancellationToken"/>.</summary>
    Cancellation = 4,

    /// <summary>Generated code constructs the instance where the application has none of its own.</summary>
    Construction = 8,
}
