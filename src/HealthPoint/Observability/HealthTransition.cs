using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint;

/// <summary>A check's verdict turned, or its first one is not healthy. Immutable.</summary>
public sealed class HealthTransition
{
    /// <summary>The check's name.</summary>
    public required string Name { get; init; }

    /// <summary>The verdict before; <see langword="null"/> where there was none.</summary>
    public HealthStatus? Previous { get; init; }

    /// <summary>The verdict now, by the check's failure threshold.</summary>
    public required HealthStatus Current { get; init; }

    /// <summary>When it turned, in UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Since when the verdict had been the previous one, in UTC; <see langword="null"/> where there was none.</summary>
    public DateTimeOffset? PreviousSince { get; init; }

    /// <summary>
    /// What the check said, at full length; <see langword="null"/> where it said nothing. Secrets are masked, unless it is
    /// healthy.
    /// </summary>
    public string? Detail { get; init; }
}
