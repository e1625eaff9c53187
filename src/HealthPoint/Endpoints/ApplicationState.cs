using HealthPoint.Settings;
using Microsoft.Extensions.Hosting;

namespace HealthPoint.Endpoints;

/// <summary>
/// Whether the application is still starting, or already stopping; neither says anything about its health. Services without
/// a host, as in a test or a function, are neither.
/// </summary>
internal sealed class ApplicationState(SettingsMonitor settings, TimeProvider time, IHostApplicationLifetime? application = null)
{
    private const string Starting = "starting", Draining = "draining";

    private StopSignal? _stop;

    /// <summary>Whether the application has not started yet, although the server may listen.</summary>
    public bool IsStarting => application is { ApplicationStarted.IsCancellationRequested: false };

    /// <summary>What fails startup whatever its checks say, or <see langword="null"/>.</summary>
    public string? OfStartup => IsStarting ? Starting : null;

    /// <summary>What fails readiness whatever its checks say, or <see langword="null"/>.</summary>
    public string? OfReadiness => IsDraining ? Draining : OfStartup;

    // A callback alone would not do: a slow callback of the application may run before it.
    private bool IsDraining =>
        (Volatile.Read(ref _stop) ?? (application is { ApplicationStopping.IsCancellationRequested: true } ? TakeStopSignal() : null)) is { } stop
        && time.GetElapsedTime(stop.At) >= stop.ReadinessDelay;

    /// <summary>Takes the stop signal. The drain is counted from the first call.</summary>
    public StopSignal TakeStopSignal()
    {
        if (Volatile.Read(ref _stop) is { } taken)
        {
            return taken;
        }

        // Without a drain the server does not go on serving for the time of the delay.
        var drain = settings.Current.Options.Drain;
        var stop = new StopSignal(time.GetTimestamp(), drain.Period > TimeSpan.Zero ? drain.ReadinessDelay : TimeSpan.Zero, drain.Period);
        return Interlocked.CompareExchange(ref _stop, stop, comparand: null) ?? stop;
    }
}
