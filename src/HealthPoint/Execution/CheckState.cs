using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using HealthPoint.Discovery;
using HealthPoint.Logging;
using HealthPoint.Observability;
using HealthPoint.Reports;
using HealthPoint.Settings;
using HealthPoint.Threading;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Execution;

/// <summary>
/// One check's state: idle, at the lane, in a run, with a result that is still fresh, or overdue. A report is made by reading
/// these states. At most one run is under way; all callers that ask meanwhile share it.
/// </summary>
/// <remarks>
/// Invariant: all of this state changes under <c>_gate</c> alone. Invariant: under <c>_gate</c> no code of the application runs except its clock.
/// </remarks>
internal sealed class CheckState(Check check, Engine engine) : IMeasuredCheck
{
    private const long NeverEnded = long.MinValue;

    /// <summary>An asker whose deadline is earlier than the run's by no more than this gets no timer of its own.</summary>
    private static readonly TimeSpan NotWorthATimer = TimeSpan.FromMilliseconds(10);

    private readonly object _gate = new();
    private readonly Standing _standing = new(check, engine);
    private CheckRun? _run;
    private bool _atLane;
    private volatile bool _toldLate;
    private long _endedAt = NeverEnded;

    public Check Check { get; } = check;

    /// <summary>Whether the check gives its thread back at once. Thread-safe.</summary>
    public Promptness Promptness { get; } = new();

    /// <summary>
    /// Whether the lane runs the check, with no other state than this flag. Invariant: while this is true, the lane's holder
    /// alone runs the check. Invariant: the lane's holder alone changes it.
    /// </summary>
    public bool IsAtLane => Volatile.Read(ref _atLane);

    /// <summary>Whether another healthy run would change nothing.</summary>
    public bool IsSettledHealthy => _standing.IsSettledHealthy;

    /// <summary>The pass of the lane in which the check ran last, and the status it came to. The lane's holder alone uses both.</summary>
    public (LanePass? Pass, HealthStatus Status) LastAtLane { get; set; }

    /// <summary>The last verdict, however old; <see langword="null"/> as long as there was none.</summary>
    public HealthStatus? Verdict
    {
        get
        {
            lock (_gate)
            {
                return _standing.Verdict;
            }
        }
    }

    /// <summary>How long ago a run ended, in time or not; <see langword="null"/> as long as none has.</summary>
    public TimeSpan? SinceLastRun => Volatile.Read(ref _endedAt) is var endedAt && endedAt == NeverEnded ? null : engine.Time.GetElapsedTime(endedAt);

    /// <summary>How often the verdict has turned to a status. A first verdict that is not healthy counts too.</summary>
    public long TurnsTo(HealthStatus status) => _standing.TurnsTo(status);

    /// <summary>
    /// Answers from a result that is fresh, joins the run that is under way, or starts a run. While a run is past its deadline,
    /// it is not joined, and no second one is started.
    /// </summary>
    /// <param name="settings">How the check runs now.</param>
    /// <param name="waited">How much of the asker's deadline has passed already.</param>
    /// <param name="requester">The asker's activity, where a listener subscribes to the activities of runs.</param>
    /// <param name="answer">Never faults, and never comes later than the asker's deadline.</param>
    /// <param name="anew">Whether the answer must come from a run, and not from a kept result.</param>
    /// <returns><see langword="false"/> when the check is at the lane; then the caller must ask through <see cref="Lane.EnterAsync"/>.</returns>
    public bool TryAsk(CheckSettings settings, TimeSpan waited, Activity? requester, [NotNullWhen(true)] out Task<CheckOutcome>? answer, bool anew = false)
    {
        CheckRun run;
        lock (_gate)
        {
            if (_run is { Stage: RunStage.Overdue } hung)
            {
                answer = Task.FromResult(_standing.WithoutRun(CheckOutcome.StillRunning(hung.Settings.Timeout, hung.SinceAsked, hung.SinceStarted, settings), settings));
                return true;
            }

            if (!anew && _standing.TryGetKept(settings, out answer, out _))
            {
                return true;
            }

            if (_run is { } current)
            {
                answer = Join(current, settings, waited);
                return true;
            }

            if (_atLane)
            {
                answer = null;
                return false;
            }

            _run = run = new CheckRun(this, settings, engine, waited, requester?.Context);
        }

        run.Arm();
        engine.Queue.Enter(run);
        answer = run.Outcome;
        return true;
    }

    /// <summary>The last result, if it is fresh and no run is overdue.</summary>
    /// <param name="settings">How the check runs now.</param>
    /// <param name="fresh">The result.</param>
    /// <param name="validFor">How long the result will be fresh.</param>
    public bool TryGetFresh(CheckSettings settings, [NotNullWhen(true)] out CheckOutcome? fresh, out TimeSpan validFor)
    {
        lock (_gate)
        {
            validFor = TimeSpan.Zero;
            fresh = _run is { Stage: RunStage.Overdue } ? null : _standing.Fresh(settings, out validFor);
            return fresh is not null;
        }
    }

    /// <summary>Hands the check to the lane, if it has proven to be prompt and no run of it is under way.</summary>
    /// <param name="pass">The pass of the calling thread. Once that pass is robbed, its thread no longer holds the lane.</param>
    public bool TryMoveToLane(LanePass pass)
    {
        if (!Promptness.IsProven)
        {
            return false;
        }

        lock (_gate)
        {
            return !pass.IsRobbed && (_atLane = _run is null);
        }
    }

    /// <summary>Takes the check back from the lane.</summary>
    public void MoveFromLane()
    {
        lock (_gate)
        {
            _atLane = false;
        }
    }

    /// <summary>
    /// Takes a check that blocks the lane away from it. What the lane's thread is executing becomes a run of its own, which
    /// has a deadline and can be joined.
    /// </summary>
    /// <returns><see langword="false"/> when the lane's thread has moved on meanwhile, so nothing was taken.</returns>
    public bool TryTakeFromLane(LanePass pass, int step, CheckSettings settings)
    {
        var run = new CheckRun(this, settings, engine, pass.Waited, pass.Requester?.Context) { Stage = RunStage.Running };
        lock (_gate)
        {
            pass.Taken = run;
            if (!pass.TryRob(step))
            {
                run.Dispose();
                return false;
            }

            _run = run;
            _atLane = false;
            Promptness.Stalled();
        }

        run.Arm();
        return true;
    }

    /// <summary>Records a run at the lane, for callers that see nothing but the status.</summary>
    public HealthStatus EndAtLane(CheckOutcome outcome, CheckSettings settings)
    {
        lock (_gate)
        {
            return _standing.AfterRun(outcome, settings).Status;
        }
    }

    /// <summary>Notes when a run ended, by the clock of deadlines. Must be cheap: the lane calls it for every check it runs.</summary>
    public void Ended(long at) => Volatile.Write(ref _endedAt, at);

    /// <summary>
    /// Runs the check on the caller's thread, which the check may block, and measures how long it does. Does not run it if
    /// the run's deadline passed before its turn came. Never faults.
    /// </summary>
    /// <returns>Whether the caller must give the run's place back. For a run that became overdue, <see cref="PassDeadline"/> has done so.</returns>
    public async ValueTask<bool> ExecuteAsync(CheckRun run)
    {
        if (!TryStart(run))
        {
            return true;
        }

        ValueTask<CheckOutcome> executed;
        using (Promptness.Measure())
        {
            executed = engine.Executor.ExecuteAsync(run);
        }

        return End(run, await executed.ConfigureAwait(false));
    }

    /// <summary>Ends a run that came to an answer.</summary>
    /// <returns>Whether its place is to be given back; at its deadline, that has been done.</returns>
    public bool End(CheckRun run, CheckOutcome outcome)
    {
        var raw = outcome;
        bool inTime;
        lock (_gate)
        {
            inTime = run.Stage == RunStage.Running;
            run.Stage = RunStage.Ended;
            Forget(run);
            outcome = inTime ? _standing.KeepAfterRun(outcome, run.Settings) : outcome;
        }

        Ended(engine.Time.GetTimestamp());
        run.Dispose();
        if (inTime)
        {
            _toldLate = false;
            run.Answer(outcome);
            engine.Metrics.Ran(Check.Name, raw.Status, raw.Duration);
        }
        else
        {
            TellLate(run, outcome);
        }

        return inTime;
    }

    /// <summary>Ends a run for which the system grants no thread.</summary>
    /// <returns>Whether its place is to be given back; at its deadline, that has been done.</returns>
    public bool CannotBegin(CheckRun run) =>
        !TryStart(run) || End(run, CheckOutcome.Failed("not started: the system grants the process no further thread", run.Settings, TimeSpan.Zero));

    /// <summary>
    /// Handles a deadline that has passed. A run that waits for a place will not be started any more. A run that is executing
    /// cannot be ended, so it is kept as overdue, but its place is given back.
    /// </summary>
    /// <remarks>Invariant: a run becomes overdue and counts as failed under one hold of <c>_gate</c>, so no newer run comes in between.</remarks>
    public void PassDeadline(CheckRun run)
    {
        CheckOutcome outcome;
        bool began;
        var sinceStarted = run.SinceStarted;
        lock (_gate)
        {
            if (run.Stage is not (RunStage.Waiting or RunStage.Running))
            {
                return;
            }

            began = run.Stage == RunStage.Running;
            if (began)
            {
                run.Stage = RunStage.Overdue;
                outcome = _standing.KeepAfterRun(CheckOutcome.TimedOut(run.Settings, sinceStarted), run.Settings);
            }
            else
            {
                run.Stage = RunStage.Ended;
                Forget(run);

                // A missing newer result is no failure, as long as the last result is still served.
                outcome = CheckOutcome.NotStarted(run.Settings);
                outcome = _standing.Fresh(run.Settings, out _) is null ? _standing.WithoutRun(outcome, run.Settings) : outcome;
            }
        }

        // The answer comes before the cancellation, so that it reads "timed out" and not what the check makes of its cancelled token.
        run.Answer(outcome);
        if (!began)
        {
            engine.Queue.Remove(run);
            run.Dispose();
            return;
        }

        engine.Queue.Leave();
        run.Cancel();
        if (engine.Metrics.TimesRuns)
        {
            // Not on the thread of the deadlines, since a listener of the metric may block.
            engine.Threads.Begin(() => engine.Metrics.Ran(Check.Name, outcome.Status, outcome.Duration), refused: static () => { });
        }
    }

    /// <summary>The outcome for an asker whose deadline passed before the check could be asked.</summary>
    public CheckOutcome NotStarted(CheckSettings settings, string reason)
    {
        lock (_gate)
        {
            return _standing.WithoutRun(CheckOutcome.NotStarted(settings, reason), settings);
        }
    }

    /// <summary>Forgets the last result. For a check that is not to be run, so that no newer result will replace it for a while.</summary>
    public void Suspend()
    {
        lock (_gate)
        {
            _standing.Forget();
        }
    }

    private bool TryStart(CheckRun run)
    {
        lock (_gate)
        {
            if (run.Stage != RunStage.Waiting)
            {
                return false;
            }

            run.MarkStart();
            run.Stage = RunStage.Running;
            return true;
        }
    }

    // Called under _gate alone. A newer run may have followed one that was late; that newer run must stay.
    private void Forget(CheckRun run)
    {
        if (ReferenceEquals(_run, run))
        {
            _run = null;
        }
    }

    /// <summary>Joins a run, but waits no longer than until the asker's own deadline, which may be earlier than the run's.</summary>
    private Task<CheckOutcome> Join(CheckRun run, CheckSettings settings, TimeSpan waited)
    {
        if (waited == TimeSpan.Zero && ReferenceEquals(run.Settings, settings))
        {
            return run.Outcome;
        }

        var left = settings.Timeout - waited;
        return run.Settings.Timeout - run.SinceAsked <= left + NotWorthATimer || run.Outcome.IsCompleted ? run.Outcome : JoinAsync(run, settings, left);
    }

    private async Task<CheckOutcome> JoinAsync(CheckRun run, CheckSettings settings, TimeSpan left)
    {
        if (await Later.EndsWithinAsync(run.Outcome, left, engine.Time).ConfigureAwait(false))
        {
            return await run.Outcome.ConfigureAwait(false);
        }

        lock (_gate)
        {
            return _standing.WithoutRun(CheckOutcome.TimedOut(settings, run.SinceAsked), settings);
        }
    }

    // A late run that heeds its token ends as it should, which needs no log. A check that is late again and again is logged the first time alone.
    private void TellLate(CheckRun run, CheckOutcome outcome)
    {
        if (outcome.Exception is not OperationCanceledException && !_toldLate)
        {
            _toldLate = true;
            Log.Safely(() => engine.Logger.EndedLate(Check.Name, run.SinceAsked.TotalSeconds, run.Settings.Timeout.TotalSeconds));
        }
    }
}
