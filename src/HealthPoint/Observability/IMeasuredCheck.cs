using HealthPoint.Discovery;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Observability;

/// <summary>What the meter reads of a check when a listener collects it. Thread-safe.</summary>
internal interface IMeasuredCheck
{
    Check Check { get; }

    /// <summary>The last verdict, however old; <see langword="null"/> as long as there was none.</summary>
    HealthStatus? Verdict { get; }

    /// <summary>How long ago a run ended, in time or not; <see langword="null"/> as long as none has.</summary>
    TimeSpan? SinceLastRun { get; }

    /// <summary>How often the verdict has turned to a status. A first verdict that is not healthy counts too.</summary>
    long TurnsTo(HealthStatus status);
}
