using System.Diagnostics;
using HealthPoint.Contract;
using HealthPoint.Logging;
using HealthPoint.Reports;
using HealthPoint.Settings;

namespace HealthPoint.Execution;

/// <summary>
/// One run of a check: it waits for a place, runs, is overdue, or has ended. It answers each of its askers exactly once,
/// at its end or at its deadline, whichever comes first.
/// </summary>
/// <remarks>Invariant: <see cref="Stage"/> is read and written under the gate of the run's <see cref="CheckState"/> alone.</remarks>
internal sealed class CheckRun : IDisposable
{
    private readonly TaskCompletionSource<CheckOutcome> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource? _cancellation;
    private readonly CancellationTokenRegistration _stopping;
    private readonly Engine _engine;
    private readonly ITimer _deadline;
    private readonly TimeSpan _waited;
    private readonly long _createdAt;
    private long _startedAt;

    /// <summary>Makes a run that waits for a place. Its deadline is not watched until <see cref="Arm"/> is called.</summary>
    /// <param name="state">The check's state, which is told when the deadline passes.</param>
    /// <param name="settings">The settings that the whole run uses, even when the settings are reloaded meanwhile.</param>
    /// <param name="engine">What supplies the clock of the deadline, and threads.</param>
    /// <param name="waited">How much of the deadline has passed already.</param>
    /// <param name="requester">The activity that asked first.</param>
    public CheckRun(CheckState state, CheckSettings settings, Engine engine, TimeSpan waited, ActivityContext? requester)
    {
        State = state;
        Settings = settings;
        Requester = requester;
        _engine = engine;
        _waited = waited;
        _createdAt = _startedAt = engine.Time.GetTimestamp();
        if (state.Check.Traits.HasFlag(HealthTraits.Cancellation))
        {
            // Not linked: a callback that one check registered on its token must not keep other runs from being cancelled.
            _cancellation = new CancellationTokenSource();
            if (engine.Stopping.IsCancellationRequested)
            {
                // No callback is registered on it yet, so cancelling here cannot block.
                _cancellation.Cancel();
            }
            else
            {
                _stopping = engine.Stopping.UnsafeRegister(static run => ((CheckRun)run!).Cancel(), this);
            }
        }

        // The timer must not hold the caller's execution context: the run does not belong to the caller.
        using (ExecutionContext.IsFlowSuppressed() ? default(AsyncFlowControl?) : ExecutionContext.SuppressFlow())
        {
            _deadline = engine.Time.CreateTimer(static run => ((CheckRun)run!).PassDeadline(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    public CheckState State { get; }

    public CheckSettings Settings { get; }

    /// <summary>The activity that asked first; the run's own activity is linked to it.</summary>
    public ActivityContext? Requester { get; }

    /// <summary>How far the run has come.</summary>
    public RunStage Stage { get; set; }

    /// <summary>The run's node in the list of waiting runs. It belongs to <see cref="RunQueue"/>.</summary>
    public LinkedListNode<CheckRun>? Waiting { get; set; }

    public TimeSpan SinceAsked => _waited + _engine.Time.GetElapsedTime(_createdAt);

    public TimeSpan SinceStarted => _engine.Time.GetElapsedTime(_startedAt);

    public CancellationToken Cancellation => _cancellation?.Token ?? CancellationToken.None;

    /// <summary>Never faults, and never comes later than the deadline.</summary>
    public Task<CheckOutcome> Outcome => _outcome.Task;

    /// <summary>
    /// Starts to watch the deadline. Called after the run was stored in its <see cref="CheckState"/>, since the deadline may have passed already.
    /// </summary>
    public void Arm() => _deadline.Change(_waited < Settings.Timeout ? Settings.Timeout - _waited : TimeSpan.Zero, Timeout.InfiniteTimeSpan);

    /// <summary>The run begins now.</summary>
    public void MarkStart() => _startedAt = _engine.Time.GetTimestamp();

    /// <summary>Answers all askers.</summary>
    public void Answer(CheckOutcome outcome) => _outcome.TrySetResult(outcome);

    /// <summary>Fires the run's token on another thread, since a callback that the check registered on it may block.</summary>
    public void Cancel()
    {
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
                // The check ended at this moment, and the token's source was disposed.
            }
            catch (AggregateException exception)
            {
                // A callback that the check registered threw. If the deadline has passed, the run has already failed, so this tells nothing new.
                if (_engine.Stopping.IsCancellationRequested)
                {
                    Log.Safely(() => _engine.Logger.CancellationFailed(exception, State.Check.Name));
                }
            }
        }
    }

    public void Dispose()
    {
        _deadline.Dispose();
        _stopping.Unregister();
        _cancellation?.Dispose();
    }

    // Runs on the thread of the clock's timers, which an exception must not end.
    private void PassDeadline()
    {
        try
        {
            State.PassDeadline(this);
        }
        catch (Exception exception)
        {
            _engine.Faults.Add(exception, "the thread of a deadline");

            // Invariant: all askers are answered at the deadline, whatever happens.
            Answer(CheckOutcome.Failed($"timed out after {CheckOutcome.Seconds(Settings.Timeout)}", Settings, TimeSpan.Zero));
        }
    }
}
