using System.Diagnostics;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint;

/// <summary>
/// Where checks that have proven to be prompt begin, one behind the other on one thread of the pool: a thread for each
/// would cost far more than they do. Callers that come while it is busy go together, with the next pass. What has never
/// run begins here too, but on a thread that it may keep.
/// </summary>
/// <remarks>
/// A check may be prompt a thousand times and then block for ever. So another thread watches the lane. Where it is stuck,
/// the check is left to the thread it holds, as a run of its own, and its callers ask again: each check on a thread for
/// itself. A thread of the pool that was lost in this way is the only one; until it is back, the lane uses others.
/// </remarks>
internal sealed class Lane : IThreadPoolWorkItem, IDisposable
{
    /// <summary>More groups than these are not asked for one by one; the lane will do it.</summary>
    private const int GroupsAskedAgain = 16;

    /// <summary>Who has waited for this long, since others want something else, does not wait for the lane any more.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);

    // A pool of one thread would be lost as a whole, until half a second later it is given another.
    private static readonly bool PoolMayHaveOneThread = Environment.ProcessorCount == 1;

    private readonly HealthPointRunner _runner;
    private readonly TicketQueue _tickets = new();
    private readonly LaneWatch _watch;
    private LanePass _pass;
    private int _lostThreads;

    /// <summary>Makes the lane of a runner.</summary>
    /// <param name="runner">Whose checks run here.</param>
    /// <param name="clock">Real time.</param>
    public Lane(HealthPointRunner runner, DeadlineClock clock)
    {
        _runner = runner;
        _pass = new LanePass(runner.Engine.Time);
        _watch = new LaneWatch(this, clock);
    }

    /// <summary>Whether somebody wants to see single runs, which those that need nothing but a thread are not.</summary>
    private bool IsWatched => HealthPointMetrics.Activities.HasListeners() || _runner.Engine.Metrics.TimesRuns;

    public LanePass CurrentPass => Volatile.Read(ref _pass);

    /// <summary>Asks for the checks of a set; see <see cref="Ticket"/>.</summary>
    public ValueTask<Answers> EnterAsync(CheckSet set, bool details, Activity? requester)
    {
        var ticket = new Ticket(set, details, requester, _runner.Engine.Time.GetTimestamp());
        var answered = ticket.Answered;
        if (_tickets.Add(ticket))
        {
            Schedule();
        }

        return answered;
    }

    public void Dispose() => _watch.Dispose();

    void IThreadPoolWorkItem.Execute() => Begin(onPool: true);

    /// <summary>Leaves the check that blocks to the thread it holds, and goes on without both; or without a thread that does not come.</summary>
    public void TakeOver(LanePass pass, long turn)
    {
        var place = LanePass.QuickPlace(turn, pass.Set);
        if (place < 0 ? !pass.TryRob(turn) : !pass.Set.Slots[place].Probe.TryTakeFromLane(pass, turn, pass.Set.Slots[place].Settings))
        {
            return;
        }

        if (pass.HasStarted && pass.IsOnPool)
        {
            Interlocked.Increment(ref _lostThreads);
        }

        Volatile.Write(ref _pass, new LanePass(_runner.Engine.Time));

        // Not on a thread that might be long in coming: that may be just what the callers have waited for.
        if (!_runner.Engine.Threads.TryBeginOnIdle(() => AskAgain(pass)))
        {
            AskAgain(pass);
        }
    }

    private void Schedule()
    {
        CurrentPass.Announce();
        _watch.Wake();

        // Behind what the pool has to do already: the more callers have come until then, the fewer passes there are.
        if (Volatile.Read(ref _lostThreads) == 0 && !PoolMayHaveOneThread)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
        else
        {
            _runner.Engine.Threads.Begin(() => Begin(onPool: false), refused: () => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false));
        }
    }

    /// <summary>Takes the callers who want the same as the first, unless another thread has come sooner, or the watch has done it.</summary>
    private void Begin(bool onPool)
    {
        var pass = CurrentPass;
        if (!pass.TryBegin())
        {
            return;
        }

        var group = _tickets.TakeGroup();
        if (WaitOf(group) is var waited && waited >= Patience)
        {
            // A run of its own serves all who ask for its check, whatever else they want; those of the lane serve one group after the other.
            AskOneByOne(group, waited);
            pass.TryFinish();
            OpenForNext();
            return;
        }

        // What has never run may block, and not one of the pool's threads.
        var moves = onPool && group.Set.HasNew;
        pass.Start(group, onPool && !moves);
        if (moves)
        {
            _runner.Engine.Threads.Begin(() => Run(pass), refused: () => ThreadPool.UnsafeQueueUserWorkItem(Run, pass, preferLocal: false));
        }
        else
        {
            Run(pass);
        }
    }

    private void Run(LanePass pass)
    {
        var onPool = pass.IsOnPool;
        Answers? answers = null;
        Exception? failure = null;
        try
        {
            answers = AskAll(pass);
        }
        catch (Exception exception)
        {
            failure = exception;
        }

        if (pass.TryFinish())
        {
            End(pass.TakeGroup(), answers, failure, inline: onPool);
        }
        else if (onPool)
        {
            Interlocked.Decrement(ref _lostThreads);
        }
    }

    /// <summary>Asks for the checks of the pass.</summary>
    /// <returns><see langword="null"/> when the thread was robbed of them.</returns>
    private Answers? AskAll(LanePass pass)
    {
        var worst = HealthStatus.Healthy;
        Answers? answers = null;
        if (pass.Set.HasQuick && !pass.WantsDetails && !IsWatched && _runner.Engine.Queue.TryEnter())
        {
            if (!TryRunQuickly(pass, out worst, out answers))
            {
                return null;
            }

            _runner.Engine.Queue.Leave();
            if (answers is null)
            {
                return Answers.AllQuick(worst);
            }
        }

        answers ??= new Answers(pass.Set, _runner, pass.Requester, pass.Elapsed);
        answers.AskAll(worst, pass);
        return answers;
    }

    /// <summary>Runs what needs nothing but a thread, in the one place of the queue that the caller has taken.</summary>
    /// <param name="pass">The pass.</param>
    /// <param name="worst">The worst status found.</param>
    /// <param name="answers">What is left to ask for, if anything is.</param>
    /// <returns><see langword="false"/> when the thread was robbed; then the place is not the caller's any more.</returns>
    private bool TryRunQuickly(LanePass pass, out HealthStatus worst, out Answers? answers)
    {
        (worst, answers) = (HealthStatus.Healthy, null);
        var clean = CleanContext.Enter();
        var slots = pass.Set.Slots.AsSpan(0, pass.Set.Checks.Count);
        var result = default(HealthCheckResult);
        var last = -1;
        var count = 0;
        for (var place = 0; place < slots.Length; place++)
        {
            var slot = slots[place];
            if (!slot.IsQuick || !(slot.Probe.IsAtLane || slot.Probe.TryMoveToLane(pass)))
            {
                continue;
            }

            if (!pass.TryRunQuickly(place))
            {
                Deliver(pass, last, result);
                return false;
            }

            (last, count) = (place, count + 1);
            result = slot.RunQuickly();
            clean.Restore();
            slot.Probe.Ended(pass.StartedAt);
            if (result.Status != HealthStatus.Healthy || !slot.Probe.IsSettledHealthy)
            {
                if (pass.IsRobbed)
                {
                    // What it found may have come too late to count.
                    Deliver(pass, last, result);
                    return false;
                }

                var status = slot.Probe.EndAtLane(CheckOutcome.Of(result, slot.Settings, TimeSpan.Zero), slot.Settings);
                worst = slot.Settings.Silenced || status > worst ? worst : status;
            }
        }

        if (!pass.TryEndQuickRuns())
        {
            Deliver(pass, last, result);
            return false;
        }

        if (count < slots.Length)
        {
            answers = new Answers(pass.Set, _runner, pass.Requester, pass.Elapsed);
            for (var place = 0; place < slots.Length; place++)
            {
                if (slots[place].IsQuick && slots[place].Probe.IsAtLane)
                {
                    answers.AddQuick(place);
                }
            }
        }

        return true;
    }

    /// <summary>The thread was robbed: what it brings back from its last check is the result of the run that this has become.</summary>
    private void Deliver(LanePass pass, int last, HealthCheckResult result)
    {
        if (last < 0)
        {
            _runner.Engine.Queue.Leave();
            return;
        }

        var run = pass.Taken!;
        run.Probe.End(run, CheckOutcome.Of(result, run.Settings, run.SinceStarted));
    }

    /// <summary>Opens the lane for the next pass, then lets the callers of this one go on.</summary>
    private void End(Ticket group, Answers? answers, Exception? failure, bool inline)
    {
        OpenForNext();
        var departure = new Departure(group, answers, failure);
        if (inline)
        {
            departure.Run();
        }
        else
        {
            departure.Begin();
        }
    }

    private void OpenForNext()
    {
        if (!_tickets.TryClose())
        {
            Schedule();
        }
    }

    /// <summary>
    /// For the callers of a pass that got stuck, and those behind them: each check on its own, since who knows what the
    /// others will do now.
    /// </summary>
    private void AskAgain(LanePass pass)
    {
        // All of them, before the lane goes on: what the robbed thread may still be about to ask for must not be the lane's.
        if (pass.HasStarted)
        {
            AskOneByOne(pass.TakeGroup(), pass.Elapsed);
        }

        for (var groups = 0; !_tickets.TryClose(); groups++)
        {
            if (groups == GroupsAskedAgain)
            {
                Schedule();
                return;
            }

            var group = _tickets.TakeGroup();
            AskOneByOne(group, WaitOf(group));
        }
    }

    private TimeSpan WaitOf(Ticket group) => Later.InWholeMilliseconds(_runner.Engine.Time.GetElapsedTime(group.EnteredAt));

    private void AskOneByOne(Ticket group, TimeSpan waited)
    {
        Answers? answers = null;
        Exception? failure = null;
        try
        {
            foreach (var slot in group.Set.Slots)
            {
                slot.Probe.MoveFromLane();
            }

            answers = new Answers(group.Set, _runner, group.Requester, waited);
            answers.AskAll(HealthStatus.Healthy, lane: null);
        }
        catch (Exception exception)
        {
            failure = exception;
        }

        new Departure(group, answers, failure).Begin();
    }
}
