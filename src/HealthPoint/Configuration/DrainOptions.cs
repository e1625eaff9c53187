namespace HealthPoint.Configuration;

/// <summary>
/// How the application takes itself out of rotation before it stops. Counted from the stop signal, and as it is configured
/// at that moment: for <see cref="ReadinessDelay"/> nothing changes, then readiness fails and reads <c>draining</c>, and
/// <see cref="Period"/> later the server takes no more requests.
/// </summary>
/// <remarks>
/// The host's <c>ShutdownTimeout</c> is extended by both, so that the requests under way at the end have as long as ever. A
/// second signal ends the drain. It waits whether or not <c>MapProbes</c> was called, in applications without a server too.
/// </remarks>
public sealed class DrainOptions
{
    /// <summary>
    /// How long after the stop signal readiness still passes, at most an hour. Without a <see cref="Period"/> it has no
    /// effect. Default: zero.
    /// </summary>
    public TimeSpan ReadinessDelay { get; set; }

    /// <summary>
    /// How long the application goes on serving while readiness fails, at most an hour. Default: zero, off: readiness
    /// fails at the signal, and the server stops at once.
    /// </summary>
    public TimeSpan Period { get; set; }
}
