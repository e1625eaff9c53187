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
/// Keeps the application serving for a while after the stop signal, so that load balancers and other senders of requests can
/// see that it is about to leave.
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
            // The host reads its timeout after this callback, so a drain that a reload has made longer is not cut short.
            var stop = state.TakeStopSignal();
            ExtendShutdownTimeout(stop.ReadinessDelay, stop.Period);
        });
    }

    /// <summary>
    /// Waits until readiness has failed for long enough, counted from the stop signal. Does not throw. Ends early where the
    /// host's shutdown timeout ends, and on another signal.
    /// </summary>
    public async Task WaitAsync(CancellationToken cancellation)
    {
        var stop = state.TakeStopSignal();
        if (stop.Period == TimeSpan.Zero || state.IsStarting || Interlocked.Exchange(ref _waited, 1) != 0)
        {
            return;
        }

        // A second signal means that the sender does not want to wait any longer. The signal is not cancelled, so its other handlers still run.
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

    // The host's own timeout stays whole for the requests that are under way at the end.
    private void ExtendShutdownTimeout(TimeSpan readinessDelay, TimeSpan period)
    {
        if (_shutdownTimeout != Timeout.InfiniteTimeSpan && _shutdownTimeout < LongestTimeout)
        {
            var extended = period == TimeSpan.Zero ? _shutdownTimeout : _shutdownTimeout + readinessDelay + period;
            host.Value.ShutdownTimeout = extended < LongestTimeout ? extended : LongestTimeout;
        }
    }
}
