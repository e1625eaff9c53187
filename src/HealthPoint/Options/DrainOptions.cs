namespace HealthPoint;

/// <summary>How the application takes itself out of rotation before it stops.</summary>
public sealed class DrainOptions
{
    /// <summary>How long after the stop signal readiness still passes. Default: zero.</summary>
    public TimeSpan ReadinessDelay { get; set; }

    /// <summary>How long the application keeps serving, counted from the stop signal. Default: zero, off.</summary>
    public TimeSpan Period { get; set; }
}
