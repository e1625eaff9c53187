namespace HealthPoint.Configuration;

/// <summary>
/// How the application takes itself out of rotation before it stops. All times count from the stop signal, with the settings of
/// that moment. For <see cref="ReadinessDelay"/> nothing changes. Then readiness fails and reads <c>draining</c>. After a further
/// <see cref="Period"/> the server takes no more requests.
/// </summary>
/// <remarks>
/// The host's <c>ShutdownTimeout</c> is extended by both, so that the requests under way at the end have as much time as without a
/// drain. A second signal ends the drain. The drain also waits where <c>MapProbes</c> was not called, and in applications without a server.
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
