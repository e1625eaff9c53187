using System.Runtime.InteropServices;
using HealthPoint.Endpoints;
using HealthPoint.Logging;
using HealthPoint.Settings;
using HealthPoint.Threading;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace HealthPoint.Hosting;

/// <summary>
/// Keeps the application serving for a while after the stop signal, so that whoever sends it requests can see that it is
/// about to leave.
/// </summary>
internal sealed class Drain(
    ApplicationState state,
    SettingsMonitor settings,
    IOptions<HostOptions> host,
    TimeProvider time,
    ILogger<Drain> logger,
    IHostApplicationLifetime? application = null)
{
    /// <summary>The longest time that a <see cref="CancellationTokenSource"/> waits.</summary>
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    private static readonly PosixSignal[] StopSignals = [PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGQUIT];

    private readonly TimeSpan _shutdownTimeout = host.Value.ShutdownTimeout;
    private int _waited;

    /// <summary>Prepares for the stop signal.</summary>
    public void Watch()
    {
        var drain = settings.Current.Options.Drain;
        ExtendShutdownTimeout(drain.ReadinessDelay, drain.Period);
        application?.ApplicationStopping.Register(() =>
        {
            // The host looks at its timeout after this, so a drain that a reload has made longer is not cut.
            var stop = state.TakeStopSignal();
            ExtendShutdownTimeout(stop.ReadinessDelay, stop.Period);
        });
    }

    /// <summary>
    /// Waits until readiness has failed for long enough, counted from the stop signal. Does not throw; ends early where the
    /// host's patience does, and on another signal.
    /// </summary>
    public async Task WaitAsync(CancellationToken cancellation)
    {
        var stop = state.TakeStopSignal();
        if (stop.Period == TimeSpan.Zero || state.IsStarting || Interlocked.Exchange(ref _waited, 1) != 0)
        {
            return;
        }

        // Whoever signals once more is tired of waiting. The signal is not taken from anybody: what it does otherwise, it does.
        var hurried = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var registrations = Array.ConvertAll(StopSignals, signal => PosixSignalRegistration.Create(signal, _ => hurried.TrySetResult()));
        try
        {
            await WaitUntilAsync(stop.ReadinessDelay).ConfigureAwait(false);
            var end = stop.ReadinessDelay + stop.Period;
            if (Left(end) is var left && left > TimeSpan.Zero)
            {
                Log.Safely(() => logger.Draining(Math.Round(left.TotalSeconds, 1)));
            }

            await WaitUntilAsync(end).ConfigureAwait(false);
        }
        finally
        {
            Array.ForEach(registrations, static registration => registration.Dispose());
        }

        TimeSpan Left(TimeSpan end) => hurried.Task.IsCompleted || cancellation.IsCancellationRequested ? TimeSpan.Zero : end - time.GetElapsedTime(stop.At);

        async Task WaitUntilAsync(TimeSpan end)
        {
            while (Left(end) is var left && left > TimeSpan.Zero)
            {
                await hurried.Task.WaitAsync(Later.InWholeMilliseconds(left), time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    // The host's own time is for the requests under way.
    private void ExtendShutdownTimeout(TimeSpan readinessDelay, TimeSpan period)
    {
        if (_shutdownTimeout != Timeout.InfiniteTimeSpan && _shutdownTimeout < LongestTimeout)
        {
            var extended = period == TimeSpan.Zero ? _shutdownTimeout : _shutdownTimeout + readinessDelay + period;
            host.Value.ShutdownTimeout = extended < LongestTimeout ? extended : LongestTimeout;
        }
    }
}
