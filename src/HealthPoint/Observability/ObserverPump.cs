using HealthPoint.Logging;
using HealthPoint.Threading;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace HealthPoint.Observability;

/// <summary>
/// Calls the application's observers, in order, on a thread of its own. Thread-safe. Costs nothing where there are no
/// observers.
/// </summary>
internal sealed class ObserverPump
{
    /// <summary>How many reports may wait. Reports may be large, and there may be thousands a second.</summary>
    private const int MostReports = 128;

    /// <summary>How long a call may last so that the application still waits for it when it stops.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Pump<Delivery> _pump;
    private readonly Lazy<Observer[]> _observers;
    private readonly ILogger _logger;
    private readonly OncePerMinute _brokenLog;
    private int _reports;
    private long _dropped;
    private long _calledAt = long.MinValue;
    private volatile bool _stopped;

    /// <summary>Makes the pump of a runner.</summary>
    /// <param name="registrations">The observers, in the order in which they were added.</param>
    /// <param name="services">Makes the observers.</param>
    /// <param name="threads">Threads that may be blocked.</param>
    /// <param name="time">The clock that limits the log to once a minute.</param>
    /// <param name="faults">Takes exceptions that nothing else catches.</param>
    /// <param name="logger">The runner's log.</param>
    public ObserverPump(IEnumerable<ObserverRegistration> registrations, IServiceProvider services, CheckThreads threads, TimeProvider time, Faults faults, ILogger logger)
    {
        ObserverRegistration[] all = [.. registrations];
        HasObservers = all.Length > 0;
        _pump = new(threads, Deliver, faults);
        _observers = new(() => [.. all.Select(one => new Observer(one.Resolve(services), new OncePerMinute(time)))]);
        (_logger, _brokenLog) = (logger, new OncePerMinute(time));
    }

    /// <summary>Whether there are observers, so that reports need their entries.</summary>
    public bool HasObservers { get; }

    /// <summary>How many reports were dropped.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Makes the observers, so that an observer that cannot be made stops start-up.</summary>
    public void Start() => _ = _observers.Value;

    /// <summary>Adds a report that an endpoint answers. Returns at once.</summary>
    /// <param name="status">The report's status.</param>
    /// <param name="report">Makes the report, with all its entries. The pump's thread calls it, for every observer.</param>
    /// <param name="endpoint">The route of the endpoint.</param>
    /// <param name="names">The names that were selected and exist. If this and <paramref name="tags"/> are <see langword="null"/>: all checks.</param>
    /// <param name="tags">The tags that were selected and exist.</param>
    public void Report(HealthStatus status, Func<HealthReport> report, string endpoint, IReadOnlyList<string>? names = null, IReadOnlyList<string>? tags = null)
    {
        if (!HasObservers || _stopped)
        {
            return;
        }

        if (Interlocked.Increment(ref _reports) > MostReports)
        {
            Interlocked.Decrement(ref _reports);
            Interlocked.Increment(ref _dropped);
            return;
        }

        _pump.Add(new Delivery
        {
            Report = report,
            Context = new HealthReportContext
            {
                Endpoint = endpoint,
                Selection = names is null && tags is null ? HealthReportSelection.All : new HealthReportSelection { Names = names ?? [], Tags = tags ?? [] },
                Status = status,
                Level = status switch { HealthStatus.Healthy => 0, HealthStatus.Degraded => 30, _ => 40 },
            },
        });
    }

    /// <summary>Adds a verdict that turned, or a first verdict that is not healthy. Returns at once.</summary>
    public void Tell(HealthTransition transition)
    {
        // The number is not limited: a dropped report is followed by others, but a dropped transition never comes again.
        if (HasObservers && !_stopped)
        {
            _pump.Add(new Delivery { Transition = transition });
        }
    }

    /// <summary>Delivers what waits, unless that takes long. Afterwards no observer is called any more.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (HasObservers && !_stopped)
        {
            // An observer that hung before the application stops has used up its patience, so it is not waited for at all.
            var called = Volatile.Read(ref _calledAt);
            var left = called == long.MinValue ? Patience : Patience - TimeProvider.System.GetElapsedTime(called);
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _pump.Add(new Delivery { Reached = reached });
            await reached.Task.WaitAsync(Later.InWholeMilliseconds(left), TimeProvider.System, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        Stop();
    }

    /// <summary>From now on, no observer is called any more.</summary>
    public void Stop() => _stopped = true;

    private void Deliver(Delivery delivery)
    {
        delivery.Reached?.SetResult();
        if (delivery.Report is not null)
        {
            Interlocked.Decrement(ref _reports);
        }

        foreach (var observer in delivery.Reached is null ? Observers() : [])
        {
            if (_stopped)
            {
                return;
            }

            Volatile.Write(ref _calledAt, TimeProvider.System.GetTimestamp());
            try
            {
                delivery.CallOn(observer.Target);
            }
            catch (Exception exception)
            {
                if (observer.Log.Passes())
                {
                    Log.Safely(() => _logger.ObserverFailed(exception, observer.Target.GetType()));
                }
            }

            Volatile.Write(ref _calledAt, long.MinValue);
        }
    }

    private Observer[] Observers()
    {
        try
        {
            return _observers.Value;
        }
        catch (Exception exception)
        {
            // This happens only in an application that was never started: starting it would have failed.
            if (_brokenLog.Passes())
            {
                Log.Safely(() => _logger.NoObservers(exception));
            }

            return [];
        }
    }

    private sealed record Observer(IHealthPointObserver Target, OncePerMinute Log);

    /// <summary>A report, a transition, or a mark in the queue that <see cref="StopAsync"/> waits for.</summary>
    private readonly struct Delivery
    {
        public Func<HealthReport>? Report { get; init; }

        public HealthReportContext? Context { get; init; }

        public HealthTransition? Transition { get; init; }

        public TaskCompletionSource? Reached { get; init; }

        public void CallOn(IHealthPointObserver observer)
        {
            if (Transition is not null)
            {
                observer.OnTransition(Transition);
            }
            else
            {
                observer.OnReport(Report!(), Context!);
            }
        }
    }
}
