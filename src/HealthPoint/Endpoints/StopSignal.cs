namespace HealthPoint.Endpoints;

/// <summary>The signal that the application is to stop, with the settings of that moment for its drain.</summary>
/// <param name="At">When the signal was seen, as a timestamp.</param>
/// <param name="ReadinessDelay">How long after it readiness still passes.</param>
/// <param name="Period">How long after that the application goes on serving.</param>
internal sealed record StopSignal(long At, TimeSpan ReadinessDelay, TimeSpan Period);
