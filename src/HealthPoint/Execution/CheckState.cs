using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using HealthPoint.Discovery;
using HealthPoint.Logging;
using HealthPoint.Observability;
using HealthPoint.Settings;
using HealthPoint.Threading;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Execution;

/// <summary>
/// One check's state: idle, at the lane, in a run, with a result that is still fresh, or overdue. A report is a reader of
/// these states. At most one run is under way, shared by everybody who asks meanwhile.
/// </summary>
/// <remarks>Invariant: all of it changes under <c>_gate</c>; no code of the application runs under it but its clock.</remarks>
internal sealed class CheckState(Check check, Engine engine) : IMeasuredCheck
{
    private const long NeverEnded = long.MinValue;

    /// <summary>A deadline that is earlier by no more than this is not watched for itself.</summary>
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
    /// Whether the lane runs the check without any state but this one. Invariant: then nobody but the lane's holder runs it,
    /// and nobody but the lane's holder turns this.
    /// </summary>
    public bool IsAtLane => Volatile.Read(ref _atLane);

    /// <summary>Whether another good run would change nothing.</summary>
    public bool IsSettledHealthy => _standing.IsSettledHealthy;

    /// <summary>The pass of the lane in which the check ran last, and what it came to. The lane's holder alone uses them.</summary>
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

    /// <summary>How often the verdict has turned to a status; a first one that is not healthy counts.</summary>
    public long TurnsTo(HealthStatus status) => _standing.TurnsTo(status);

    /// <summary>
    /// Answers from a result that is fresh, joins the run that is under way, or starts one. A run past its deadline is
    /// neither joined nor doubled.
    /// </summary>
    /// <param name="settings">How the check runs now.</param>
    /// <param name="waited">What has passed of the asker's deadline already.</param>
    /// <param name="requester">The activity of who asks, where anybody listens to those of runs.</param>
    /// <param name="answer">Never faults, and never comes later than the asker's deadline.</param>
    /// <param name="anew">Whether only a run will do, not the result of an earlier one.</param>
    /// <returns><see langword="false"/> when the check is at the lane, where it has to be asked for.</returns>
    public bool TryAsk(CheckSettings settings, TimeSpan waited, Activity? requester, [NotNullWhen(true)] out Task<CheckOutcome>? answer, bool anew = false)
    {
        CheckRun run;
        lock (_gate)
        {
            if (_run is { Stage: RunStage.Overdue } hung)
            {
                answer = Task.FromResult(_standing.WithoutRun(CheckOutcome.StillRunning(hung, settings), settings));
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

    /// <summary>The last result, if it is fresh and no run hangs.</summary>
    /// <param name="settings">How the check runs now.</param>
    /// <param name="fresh">The result.</param>
    /// <param name="validFor">How long it will be fresh.</param>
    public bool TryGetFresh(CheckSettings settings, [NotNullWhen(true)] out CheckOutcome? fresh, out TimeSpan validFor)
    {
        lock (_gate)
        {
            validFor = TimeSpan.Zero;
            fresh = _run is { Stage: RunStage.Overdue } ? null : _standing.Fresh(settings, out validFor);
            return fresh is not null;
        }
    }

    /// <summary>Hands the check to the lane, if it has proven to be prompt and nothing of it is under way.</summary>
    /// <param name="pass">The pass of the lane's thread; once it was robbed, another thread holds the lane.</param>
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
    /// Takes a check that blocks the lane away from it: what the lane's thread is in now becomes a run of its own, which
    /// has a deadline and can be asked for.
    /// </summary>
    /// <returns>Whether the lane had not come further in this very moment.</returns>
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

    /// <summary>The lane ran the check, for callers to whom nothing counts but the status.</summary>
    public HealthStatus EndAtLane(CheckOutcome outcome, CheckSettings settings)
    {
        lock (_gate)
        {
            return _standing.AfterRun(outcome, settings).Status;
        }
    }

    /// <summary>A run ended, at this time of the clock of deadlines. Cheap: the lane says so of every check it runs.</summary>
    public void Ended(long at) => Volatile.Write(ref _endedAt, at);

    /// <summary>
    /// Runs the check on the caller's thread, which it may keep, and learns whether it does; unless its deadline passed
    /// before it got its turn. Never faults.
    /// </summary>
    /// <returns>Whether the run's place is to be given back; at its deadline, that has been done.</returns>
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

    /// <summary>A run came to an answer.</summary>
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

    /// <summary>There is no thread for the run.</summary>
    /// <returns>Whether its place is to be given back; at its deadline, that has been done.</returns>
    public bool CannotBegin(CheckRun run) =>
        !TryStart(run) || End(run, CheckOutcome.Failed("not started: the system grants the process no further thread", run.Settings, TimeSpan.Zero));

    /// <summary>
    /// The deadline of a run passed. One that waits for a place will not be started any more. One that runs is kept, since
    /// it cannot be ended, but its place is free.
    /// </summary>
    /// <remarks>Invariant: that a run is late counts in the same moment in which it becomes late, so no newer run can come in between.</remarks>
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

                // That there is no newer result is no verdict, as long as the last one is served.
                outcome = CheckOutcome.NotStarted(run.Settings);
                outcome = _standing.Fresh(run.Settings, out _) is null ? _standing.WithoutRun(outcome, run.Settings) : outcome;
            }
        }

        // First the answer, so that it reads "timed out" and not what the check makes of its cancelled token.
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
            // Not on the thread of deadlines, since a listener may block.
            engine.Threads.Begin(() => engine.Metrics.Ran(Check.Name, outcome.Status, outcome.Duration), refused: static () => { });
        }
    }

    /// <summary>The asker's deadline passed before the check could be asked for.</summary>
    public CheckOutcome NotStarted(CheckSettings settings, string reason)
    {
        lock (_gate)
        {
            return _standing.WithoutRun(CheckOutcome.NotStarted(settings, reason), settings);
        }
    }

    /// <summary>Forgets the last result, since there will be none for a while: the check is not to be run.</summary>
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

    // Only under the gate. A run that was late may have been followed by another one.
    private void Forget(CheckRun run)
    {
        if (ReferenceEquals(_run, run))
        {
            _run = null;
        }
    }

    /// <summary>Joins a run, but waits no longer than the asker's own deadline, which may be earlier than the run's.</summary>
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

    // That a run heeds its token is as it should be; and one that is late every time was told of the first time.
    private void TellLate(CheckRun run, CheckOutcome outcome)
    {
        if (outcome.Exception is not OperationCanceledException && !_toldLate)
        {
            _toldLate = true;
            Log.Safely(() => engine.Logger.EndedLate(Check.Name, run.SinceAsked.TotalSeconds, run.Settings.Timeout.TotalSeconds));
        }
    }
}
