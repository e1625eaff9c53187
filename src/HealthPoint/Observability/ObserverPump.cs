using HealthPoint.Logging;
using HealthPoint.Threading;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace HealthPoint.Observability;

/// <summary>
/// Calls the application's observers, in order, on a thread of its own. Thread-safe, and free of cost where there are no
/// observers.
/// </summary>
internal sealed class ObserverPump
{
    /// <summary>As many reports may wait. They may be large, and there may be thousands a second.</summary>
    private const int MostReports = 128;

    /// <summary>For how long a call may last that the application waits for when it stops.</summary>
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
    /// <param name="services">Makes them.</param>
    /// <param name="threads">Threads that may be blocked.</param>
    /// <param name="time">The clock of the log's minutes.</param>
    /// <param name="faults">Takes what nobody else can.</param>
    /// <param name="logger">The runner's log.</param>
    public ObserverPump(IEnumerable<ObserverRegistration> registrations, IServiceProvider services, CheckThreads threads, TimeProvider time, Faults faults, ILogger logger)
    {
        ObserverRegistration[] all = [.. registrations];
        HasObservers = all.Length > 0;
        _pump = new(threads, Deliver, faults);
        _observers = new(() => [.. all.Select(one => new Observer(one.Resolve(services), new OncePerMinute(time)))]);
        (_logger, _brokenLog) = (logger, new OncePerMinute(time));
    }

    /// <summary>Whether anybody observes, so that reports have to have their entries.</summary>
    public bool HasObservers { get; }

    /// <summary>How many reports nobody was told of.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Makes the observers, so that one that cannot be made stops start-up.</summary>
    public void Start() => _ = _observers.Value;

    /// <summary>An endpoint answers a report. Returns at once.</summary>
    /// <param name="status">The report's status.</param>
    /// <param name="report">Makes the report, with all its entries. The pump calls it for every observer, on its own thread.</param>
    /// <param name="endpoint">The route of the endpoint.</param>
    /// <param name="names">The names that were selected and exist; <see langword="null"/> and no tags either: all checks.</param>
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

    /// <summary>A verdict turned, or the first one is not healthy. Returns at once.</summary>
    public void Tell(HealthTransition transition)
    {
        // However many there are: a report comes again, a transition does not.
        if (HasObservers && !_stopped)
        {
            _pump.Add(new Delivery { Transition = transition });
        }
    }

    /// <summary>Delivers what waits, unless that takes long; from then on, nobody is told anything.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (HasObservers && !_stopped)
        {
            // One that hangs has used up its patience before the application stops, and is not waited for at all.
            var called = Volatile.Read(ref _calledAt);
            var left = called == long.MinValue ? Patience : Patience - TimeProvider.System.GetElapsedTime(called);
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _pump.Add(new Delivery { Reached = reached });
            await reached.Task.WaitAsync(Later.InWholeMilliseconds(left), TimeProvider.System, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        Stop();
    }

    /// <summary>From now on, nobody is told anything.</summary>
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
            // In an application that was never started, since starting would have failed.
            if (_brokenLog.Passes())
            {
                Log.Safely(() => _logger.NoObservers(exception));
            }

            return [];
        }
    }

    private sealed record Observer(IHealthPointObserver Target, OncePerMinute Log);

    /// <summary>A report, a transition, or a place in the queue that somebody waits for.</summary>
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
