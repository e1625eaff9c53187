using System.Diagnostics;
using HealthPoint.Contract;

namespace HealthPoint;

/// <summary>
/// One run of a check: waiting for a place, running, overdue, ended. It answers everybody who asked for it exactly once,
/// at its end or at its deadline, whichever comes first.
/// </summary>
internal sealed class CheckRun : IDisposable
{
    private const int Waiting = 0, Running = 1, Overdue = 2, Ended = 3;

    private readonly TaskCompletionSource<CheckOutcome> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource? _cancellation;
    private readonly CancellationTokenRegistration _stopping;
    private readonly Engine _engine;
    private readonly ITimer _deadline;
    private readonly TimeSpan _waited;
    private readonly long _createdAt;
    private long _startedAt;
    private int _state;

    /// <summary>Begins a run that waits for a place.</summary>
    /// <param name="probe">The check's probe, which is told when the deadline passes.</param>
    /// <param name="settings">The settings the whole run uses, whatever is reloaded meanwhile.</param>
    /// <param name="engine">The clock of the deadline, and threads.</param>
    /// <param name="waited">What has passed of the deadline already.</param>
    /// <param name="requester">The activity that asked first.</param>
    public CheckRun(Probe probe, CheckSettings settings, Engine engine, TimeSpan waited, ActivityContext? requester)
    {
        Probe = probe;
        Settings = settings;
        Requester = requester;
        _engine = engine;
        _waited = waited;
        _createdAt = engine.Time.GetTimestamp();
        if (probe.Check.Traits.HasFlag(HealthTraits.Cancellation))
        {
            // Not linked: what one check registered on its token must not keep other runs from being cancelled.
            _cancellation = new CancellationTokenSource();
            if (engine.Stopping.IsCancellationRequested)
            {
                // Nobody has registered anything on it yet.
                _cancellation.Cancel();
            }
            else
            {
                _stopping = engine.Stopping.UnsafeRegister(static run => ((CheckRun)run!).Cancel(), this);
            }
        }

        // Without the caller's execution context, which is none of the run's. Armed by a second step, since a timer might
        // fire before the field is set.
        using (ExecutionContext.IsFlowSuppressed() ? default(AsyncFlowControl?) : ExecutionContext.SuppressFlow())
        {
            _deadline = engine.Time.CreateTimer(static run => ((CheckRun)run!).PassDeadline(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        _deadline.Change(waited < settings.Timeout ? settings.Timeout - waited : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    public Probe Probe { get; }

    public CheckSettings Settings { get; }

    /// <summary>The activity that asked first; the run's own activity is linked to it.</summary>
    public ActivityContext? Requester { get; }

    public TimeSpan SinceAsked => _waited + _engine.Time.GetElapsedTime(_createdAt);

    public TimeSpan SinceStarted => _engine.Time.GetElapsedTime(_startedAt);

    public CancellationToken Cancellation => _cancellation?.Token ?? CancellationToken.None;

    /// <summary>Never faults, and never comes later than the deadline.</summary>
    public Task<CheckOutcome> Outcome => _outcome.Task;

    public bool IsWaiting => Volatile.Read(ref _state) == Waiting;

    public bool IsOverdue => Volatile.Read(ref _state) == Overdue;

    /// <summary>Takes the run from waiting to running; <see langword="false"/> when its deadline passed before it got its turn.</summary>
    public bool TryStart()
    {
        _startedAt = _engine.Time.GetTimestamp();
        return Interlocked.CompareExchange(ref _state, Running, Waiting) == Waiting;
    }

    /// <summary>Ends the run; <see langword="false"/> when its deadline passed first.</summary>
    public bool TryEnd() => Interlocked.Exchange(ref _state, Ended) == Running;

    /// <summary>Answers everybody who asked.</summary>
    public void Answer(CheckOutcome outcome) => _outcome.TrySetResult(outcome);

    public void Dispose()
    {
        _deadline.Dispose();
        _stopping.Unregister();
        _cancellation?.Dispose();
    }

    private void PassDeadline()
    {
        if (Interlocked.CompareExchange(ref _state, Ended, Waiting) == Waiting)
        {
            Probe.NotStarted(this);
        }
        else if (Interlocked.CompareExchange(ref _state, Overdue, Running) == Running)
        {
            // First the answer, so that it reads "timed out" and not what the check makes of its cancelled token.
            Probe.TimedOut(this);
            Cancel();
        }
    }

    private void Cancel()
    {
        // On a thread of its own, since what the check registered on its token may block.
        if (_cancellation is not null)
        {
            _engine.Threads.Begin(FireToken, refused: () => _ = Task.Run(FireToken));
        }

        void FireToken()
        {
            try
            {
                _cancellation.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // The check ended in this very moment.
            }
            catch (AggregateException exception)
            {
                // A callback that the check registered threw. Where the deadline has passed, the run has failed already.
                if (_engine.Stopping.IsCancellationRequested)
                {
                    Log.Safely(() => _engine.Logger.CancellationFailed(exception, Probe.Check.Name));
                }
            }
        }
    }
}
