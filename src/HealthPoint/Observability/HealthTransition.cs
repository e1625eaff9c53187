using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint;

/// <summary>A turn of a check's verdict, or a first verdict that is not healthy. Immutable.</summary>
public sealed class HealthTransition
{
    /// <summary>The check's name.</summary>
    public required string Name { get; init; }

    /// <summary>The previous verdict; <see langword="null"/> where there was none.</summary>
    public HealthStatus? Previous { get; init; }

    /// <summary>The new verdict, after the check's failure threshold was applied.</summary>
    public required HealthStatus Current { get; init; }

    /// <summary>When the verdict turned, in UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When the previous verdict began, in UTC; <see langword="null"/> where there was none.</summary>
    public DateTimeOffset? PreviousSince { get; init; }

    /// <summary>
    /// What the check said, at full length; <see langword="null"/> where it said nothing. Secrets are masked, unless the check is
    /// healthy.
    /// </summary>
    public string? Detail { get; init; }
}
