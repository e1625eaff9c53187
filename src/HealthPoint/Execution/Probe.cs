using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint;

/// <summary>
/// One check's state: idle, at the lane, in a run, with a result that is still fresh, or overdue. A report is a reader of
/// these states. At most one run is under way, shared by everybody who asks meanwhile.
/// </summary>
internal sealed class Probe(Check check, Engine engine)
{
    private const long NeverEnded = long.MinValue;

    /// <summary>A deadline that is earlier by no more than this is not watched for itself.</summary>
    private static readonly TimeSpan NotWorthATimer = TimeSpan.FromMilliseconds(10);

    private readonly object _gate = new();
    private readonly Standing _standing = new(engine.Time);
    private readonly Promptness _promptness = new();
    private readonly long[] _turns = new long[3];
    private CheckRun? _run;
    private KeptResult? _last;
    private bool _atLane;
    private volatile bool _settledHealthy;
    private volatile bool _toldLate;
    private long _endedAt = NeverEnded;

    public Check Check { get; } = check;

    /// <summary>
    /// Whether the lane runs the check without any state but this one. Then nobody else may: who is not the lane has to
    /// ask there. Turned by the lane alone.
    /// </summary>
    public bool IsAtLane => Volatile.Read(ref _atLane);

    /// <summary>Whether the check has not run yet.</summary>
    public bool IsNew => _promptness.IsNew;

    /// <summary>Whether another good run would change nothing.</summary>
    public bool IsSettledHealthy => _settledHealthy;

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

    /// <summary>
    /// Answers from a result that is fresh, joins the run that is under way, or starts one. A run past its deadline is
    /// neither joined nor doubled.
    /// </summary>
    /// <param name="settings">How the check runs now.</param>
    /// <param name="waited">What has passed of the asker's deadline already.</param>
    /// <param name="lane">The lane that may start the run right here, or <see langword="null"/>.</param>
    /// <param name="requester">The activity of who asks, where anybody listens to those of runs.</param>
    /// <param name="anew">Whether only a run will do, not the result of an earlier one.</param>
    /// <param name="answer">Never faults, and never comes later than the asker's deadline.</param>
    /// <returns><see langword="false"/> when the check is at the lane and the asker is not.</returns>
    public bool TryAsk(CheckSettings settings, TimeSpan waited, LanePass? lane, Activity? requester, [NotNullWhen(true)] out Task<CheckOutcome>? answer, bool anew = false)
    {
        CheckRun run;
        lock (_gate)
        {
            if (_run is { IsOverdue: true } hung)
            {
                // Not answered yet, its deadline has passed in this very moment.
                answer = hung.Outcome.IsCompleted ? Task.FromResult(Stand(CheckOutcome.StillRunning(hung, settings), settings, afterRun: false)) : hung.Outcome;
                return true;
            }

            if (!anew && TryGetKept(settings, out answer, out _))
            {
                return true;
            }

            if (_run is { } current)
            {
                answer = Join(current, settings, waited);
                return true;
            }

            // A lane that was robbed is none: another thread is the lane now.
            if (_atLane && lane?.IsRobbed is not false)
            {
                answer = null;
                return false;
            }

            _atLane = false;
            _run = run = new CheckRun(this, settings, engine, waited, requester?.Context);
        }

        if (lane is null || !MayRunOn(lane) || !engine.Queue.TryEnter())
        {
            engine.Queue.Enter(run);
        }
        else if (!lane.TryBeginRun())
        {
            engine.Queue.Begin(run);
        }
        else
        {
            if (IsNew)
            {
                ExecuteMeasured(run);
            }
            else
            {
                _ = ExecuteAsync(run);
            }

            if (!lane.TryGoOn())
            {
                _promptness.Stalled();
            }
        }

        answer = run.Outcome;
        return true;
    }

    /// <summary>The last result, if it is fresh.</summary>
    /// <param name="settings">How the check runs now.</param>
    /// <param name="fresh">The result.</param>
    /// <param name="validFor">How long it will be fresh.</param>
    public bool TryGetFresh(CheckSettings settings, [NotNullWhen(true)] out CheckOutcome? fresh, out TimeSpan validFor)
    {
        lock (_gate)
        {
            validFor = TimeSpan.Zero;
            fresh = _run?.IsOverdue is not true && TryGetKept(settings, out _, out validFor) && validFor > TimeSpan.Zero ? _last?.Outcome : null;
            return fresh is not null;
        }
    }

    /// <summary>Hands the check to the lane, if it has proven to be prompt and nothing of it is under way.</summary>
    /// <param name="pass">The lane's way through; once it was robbed, it is the lane no more.</param>
    public bool TryMoveToLane(LanePass pass)
    {
        if (!_promptness.IsProven)
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
    public bool TryTakeFromLane(LanePass pass, long turn, CheckSettings settings)
    {
        var run = new CheckRun(this, settings, engine, pass.Elapsed, pass.Requester?.Context);
        lock (_gate)
        {
            pass.Taken = run;
            if (run.TryStart() && pass.TryRob(turn))
            {
                _run = run;
                _atLane = false;
                _promptness.Stalled();
                return true;
            }
        }

        run.Dispose();
        return false;
    }

    /// <summary>Runs the check on a thread that it may keep, and learns whether it does.</summary>
    public void ExecuteMeasured(CheckRun run)
    {
        using (_promptness.Measure())
        {
            _ = ExecuteAsync(run);
        }
    }

    /// <summary>A run came to an answer.</summary>
    public void End(CheckRun run, CheckOutcome outcome)
    {
        var inTime = run.TryEnd();
        Ended(engine.Time.GetTimestamp());
        if (inTime)
        {
            var (status, duration) = (outcome.Status, outcome.Duration);
            _toldLate = false;
            lock (_gate)
            {
                outcome = Stand(outcome, run.Settings, afterRun: true);
                Keep(run, outcome);
                _run = null;
            }

            run.Answer(outcome);
            engine.Queue.Leave();
            engine.Metrics.Ran(Check.Name, status, duration);
        }
        else
        {
            Forget(run);
            TellLate(run, outcome);
        }

        run.Dispose();
    }

    /// <summary>The lane ran the check, for callers to whom nothing counts but the status.</summary>
    public HealthStatus EndAtLane(CheckOutcome outcome, CheckSettings settings)
    {
        lock (_gate)
        {
            return Stand(outcome, settings, afterRun: true).Status;
        }
    }

    /// <summary>A run ended, at this time of the clock of deadlines. Cheap: the lane says so of every check it runs.</summary>
    public void Ended(long at) => Volatile.Write(ref _endedAt, at);

    /// <summary>How often the verdict has turned to a status; a first one that is not healthy counts.</summary>
    public long TurnsTo(HealthStatus status) => Interlocked.Read(ref _turns[(int)status]);

    /// <summary>There is no thread for the run.</summary>
    /// <returns>Whether its place is still to be given back.</returns>
    public bool CannotBegin(CheckRun run)
    {
        if (!run.TryStart())
        {
            return true;
        }

        var inTime = run.TryEnd();
        if (inTime)
        {
            Fail(run, CheckOutcome.Failed("not started: the system grants the process no further thread", run.Settings, TimeSpan.Zero), forget: true);
        }

        run.Dispose();
        return inTime;
    }

    /// <summary>The deadline passed while the run waited for a place. It will not be started any more.</summary>
    public void NotStarted(CheckRun run)
    {
        Fail(run, CheckOutcome.NotStarted(run.Settings), forget: true);
        run.Dispose();
    }

    /// <summary>The deadline passed while the check ran. The run is kept, since it cannot be ended, but its place is free.</summary>
    public void TimedOut(CheckRun run)
    {
        var outcome = CheckOutcome.TimedOut(run.Settings, run.SinceStarted);
        Fail(run, outcome, forget: false);
        engine.Queue.Leave();
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
            return Stand(CheckOutcome.NotStarted(settings, reason), settings, afterRun: false);
        }
    }

    /// <summary>
    /// Forgets the last result, since there will be none for a while: the check is not to be run. Otherwise it would be
    /// called stale once it may run again.
    /// </summary>
    public void Suspend()
    {
        lock (_gate)
        {
            _last = null;
            engine.Changes.Add();
        }
    }

    // A new one may block, but not a thread of the pool.
    private bool MayRunOn(LanePass lane) => _promptness.IsProven || (_promptness.IsNew && !lane.IsOnPool);

    private async Task ExecuteAsync(CheckRun run)
    {
        if (run.TryStart())
        {
            End(run, await engine.Executor.ExecuteAsync(run).ConfigureAwait(false));
        }
        else
        {
            engine.Queue.Leave();
        }
    }

    /// <summary>What is answered without a run: the last result, or that it is stale.</summary>
    private bool TryGetKept(CheckSettings settings, [NotNullWhen(true)] out Task<CheckOutcome>? answer, out TimeSpan validFor)
    {
        (answer, validFor) = (null, TimeSpan.Zero);

        // What was found under other settings is no answer under these.
        if (_last is not { } last || !ReferenceEquals(last.Settings, settings))
        {
            return false;
        }

        var age = engine.Time.GetElapsedTime(last.EndedAt);
        validFor = last.Freshness - age;
        answer = validFor > TimeSpan.Zero ? last.Answer
            : settings.RefreshPeriod is not null ? Task.FromResult(Stand(CheckOutcome.Stale(age, settings), settings, afterRun: false))
            : null;
        return answer is not null;
    }

    private bool IsFresh(CheckSettings settings) => TryGetKept(settings, out _, out var validFor) && validFor > TimeSpan.Zero;

    private void Keep(CheckRun run, CheckOutcome outcome)
    {
        if (run.Settings.Pace > TimeSpan.Zero)
        {
            _last = new KeptResult(outcome, run.Settings, engine.Time.GetTimestamp());
            engine.Changes.Add();
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
            return Stand(CheckOutcome.TimedOut(settings, run.SinceAsked), settings, afterRun: false);
        }
    }

    private void Fail(CheckRun run, CheckOutcome outcome, bool forget)
    {
        lock (_gate)
        {
            if (!forget)
            {
                outcome = Stand(outcome, run.Settings, afterRun: true);
                Keep(run, outcome);
            }
            else
            {
                // That there is no newer result is no verdict, as long as the last one is served.
                outcome = IsFresh(run.Settings) ? outcome : Stand(outcome, run.Settings, afterRun: false);
                _run = null;
            }
        }

        run.Answer(outcome);
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

    private void Forget(CheckRun run)
    {
        lock (_gate)
        {
            if (ReferenceEquals(_run, run))
            {
                _run = null;
            }
        }
    }

    /// <summary>Lets an outcome count, and tells when the verdict turns by it. Only under the gate.</summary>
    private CheckOutcome Stand(CheckOutcome outcome, CheckSettings settings, bool afterRun)
    {
        var (previous, since) = (_standing.Verdict, _standing.Since);
        outcome = afterRun ? _standing.AfterRun(outcome, settings) : _standing.WithoutRun(outcome, settings);
        _settledHealthy = _standing.IsSettledHealthy;
        if (_standing is { Verdict: { } current, Since: { } now } && current != (previous ?? HealthStatus.Healthy))
        {
            engine.Changes.Add();

            // What fails because the application stops is no news.
            if (!engine.Stopping.IsCancellationRequested)
            {
                Interlocked.Increment(ref _turns[(int)current]);
                var transition = new HealthTransition { Name = Check.Name, Previous = previous, Current = current, At = now, PreviousSince = since, Detail = outcome.Detail };
                engine.Transitions.Tell(transition, outcome.Exception);
                engine.Observers.Tell(transition);
            }
        }

        return outcome;
    }
}
