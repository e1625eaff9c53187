using System.Diagnostics;
using HealthPoint.Observability;
using HealthPoint.Reports;
using HealthPoint.Threading;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Execution;

/// <summary>
/// Runs the quick checks that have proven to be prompt: one after the other on one thread of the pool, without a
/// <see cref="CheckRun"/>. A thread or a timer for each check would cost far more than the check itself. Callers that come
/// while the lane is busy are served together by the next pass, in which each check runs once for all of them.
/// </summary>
/// <remarks>
/// A check may be prompt a thousand times and then block for ever. So the watch looks at the lane. Where a check blocks the
/// lane, the watch makes that execution a run of its own and leaves the thread to it. Then the watch asks for the other checks
/// of the pass one by one, each on a thread of its own. The lane loses at most one thread of the pool in this way: until that thread
/// is back, the lane uses HealthPoint's own threads.
/// Invariant: the lane has one holder at a time: the thread of its pass, or the watch that has robbed that thread.
/// </remarks>
internal sealed class Lane : IDisposable
{
    // If its only thread were blocked, the whole pool would stand still until it gets another thread half a second later.
    private static readonly bool PoolMayHaveOneThread = Environment.ProcessorCount == 1;

    private readonly HealthPointRunner _runner;
    private readonly Engine _engine;
    private readonly TicketQueue _tickets = new();
    private readonly LaneWatch? _watch;
    private LanePass? _pass;
    private int _lostThreads;

    /// <summary>Makes a lane.</summary>
    /// <param name="runner">The runner whose checks the lane runs.</param>
    /// <param name="isWatched">Whether the watch looks at the lane by itself; <see langword="false"/> where a test calls the watch.</param>
    public Lane(HealthPointRunner runner, bool isWatched = true)
    {
        (_runner, _engine) = (runner, runner.Engine);
        _watch = isWatched ? new LaneWatch(this, _engine.Faults) : null;
    }

    /// <summary>The last pass; <see langword="null"/> as long as there was none.</summary>
    public LanePass? CurrentPass => Volatile.Read(ref _pass);

    /// <summary>Whether a listener wants to see single runs. Checks in the lane have none, so then all checks get a run.</summary>
    private bool IsWatched => HealthPointMetrics.Activities.HasListeners() || _engine.Metrics.TimesRuns;

    /// <summary>Asks for the checks of a set. The returned task is that of a <see cref="Ticket"/>.</summary>
    public ValueTask<Answers> EnterAsync(CheckSet set, bool details, Activity? requester)
    {
        var ticket = new Ticket(set, details, requester, _engine.Time.GetTimestamp());
        var answered = ticket.Answered;
        if (_tickets.Add(ticket))
        {
            Schedule();
        }

        return answered;
    }

    public void Dispose() => _watch?.Dispose();

    /// <summary>Runs a pass on the calling thread, which was scheduled for it.</summary>
    public void Run(LanePass pass)
    {
        try
        {
            if (pass.TryBegin())
            {
                Serve(pass);
            }
        }
        catch (Exception exception)
        {
            _engine.Faults.Add(exception, "the thread of the lane");
            Abandon(pass, exception);
        }
    }

    /// <summary>
    /// Takes the lane over from a thread that is blocked by a check, or that does not come. A blocked thread keeps its check; the
    /// lane goes on without both. Called on the thread of the watch, which has seen the pass at this step.
    /// </summary>
    public void TakeOver(LanePass pass, int step)
    {
        if (step == LanePass.Announced)
        {
            if (!pass.TryRob(step))
            {
                return;
            }

            if (pass.OnPool)
            {
                Schedule(mayUsePool: false);
                return;
            }

            AskOneByOne(_tickets.TakeAll());
        }
        else
        {
            var slot = pass.SlotAt(step);
            if (slot is null ? !pass.TryRob(step) : !slot.State.TryTakeFromLane(pass, step, slot.Settings))
            {
                return;
            }

            if (pass.OnPool)
            {
                Interlocked.Increment(ref _lostThreads);
            }

            AskOneByOne(pass.Groups);
        }

        OpenForNext();
    }

    private void Schedule(bool mayUsePool = true)
    {
        var pass = new LanePass(this, onPool: mayUsePool && Volatile.Read(ref _lostThreads) == 0 && !PoolMayHaveOneThread);

        // Exchange is a full fence: either the watch sees the pass, or Wake sees that the watch sleeps and wakes it.
        Interlocked.Exchange(ref _pass, pass);
        _watch?.Wake();

        // Goes to the end of the pool's queue: the more callers have come until the pass begins, the fewer passes there are.
        if (pass.OnPool)
        {
            Launch.OnPool(pass);
        }
        else
        {
            _engine.Threads.Begin(() => Run(pass), refused: () => Launch.OnPool(pass));
        }
    }

    private void Serve(LanePass pass)
    {
        var groups = _tickets.TakeAll();
        var quick = IsWatched ? [] : Array.TrueForAll(groups, static group => !group.Details) ? groups : Array.FindAll(groups, static group => !group.Details);
        if (quick.Length > 0 && !_engine.Queue.TryEnter())
        {
            quick = [];
        }

        if (quick.Length < groups.Length)
        {
            AskOneByOne(groups.Except(quick));
        }

        if (quick.Length > 0)
        {
            ServeQuickly(pass, quick);
        }
        else
        {
            pass.TryFinish(LanePass.Beginning);
            OpenForNext();
        }
    }

    /// <summary>Serves callers that see nothing but the status. The whole pass uses one place of the queue, which the caller has taken.</summary>
    private void ServeQuickly(LanePass pass, LaneGroup[] groups)
    {
        pass.Start(groups, _engine.Time);
        var run = new QuickRun(pass);
        if (!run.TryRunAll())
        {
            // The watch has robbed this thread. What its last check returned is the result of the run that the watch has made of it.
            if (run.Last is not { } last || (pass.Taken is { } taken && taken.State.End(taken, CheckOutcome.Of(last, taken.Settings, taken.SinceStarted))))
            {
                _engine.Queue.Leave();
            }

            if (pass.OnPool)
            {
                Interlocked.Decrement(ref _lostThreads);
            }

            return;
        }

        _engine.Queue.Leave();
        var answers = Array.ConvertAll(groups, group => group.AsksForMore ? AnswersFor(group, pass) : Answers.AllQuick(group.Worst));
        OpenForNext();
        for (var i = 0; i < groups.Length; i++)
        {
            if (groups[i].AsksForMore)
            {
                Ask(groups[i], answers[i], groups[i].Worst);
            }
            else
            {
                groups[i].Prepare(answers[i], failure: null);
            }
        }

        Depart(groups, inline: pass.OnPool);
    }

    /// <summary>Ends a pass that failed as a whole: its callers get the exception, the lane opens again, and the place is given back.</summary>
    private void Abandon(LanePass pass, Exception exception)
    {
        var step = pass.Step;
        if (pass.IsOver || !pass.TryFinish(step))
        {
            return;
        }

        var groups = step == LanePass.Beginning ? _tickets.TakeAll() : pass.Groups;
        if (step != LanePass.Beginning)
        {
            _engine.Queue.Leave();
        }

        Array.ForEach(groups, group => group.Prepare(answers: null, exception));
        OpenForNext();
        Depart(groups, inline: false);
    }

    /// <summary>Makes the answers for a group, with the checks still to be asked. The lane's holder alone knows which checks are at the lane.</summary>
    private Answers AnswersFor(LaneGroup group, LanePass pass)
    {
        var answers = new Answers(group.Set, _runner, group.Requester, WaitOf(group));
        for (var place = 0; place < group.Set.Checks.Count; place++)
        {
            if (group.Set.Slots[place] is { IsQuick: true, State.IsAtLane: true } slot)
            {
                answers.AddQuick(place);
                if (pass.Groups.Length > 1)
                {
                    // The check may have come to the lane with another group of this pass, after it was found elsewhere for this group.
                    group.Count(slot, slot.State.LastAtLane.Status);
                }
            }
        }

        return answers;
    }

    /// <summary>Begins a run for each check: for callers that see more than the status, and for callers of a robbed thread.</summary>
    private void AskOneByOne(IEnumerable<LaneGroup> groups)
    {
        LaneGroup[] all = [.. groups];
        foreach (var group in all)
        {
            foreach (var slot in group.Set.Slots)
            {
                slot.State.MoveFromLane();
            }

            // The statuses that a robbed thread has counted are dropped: its checks are asked again, so they are counted again.
            Ask(group, new Answers(group.Set, _runner, group.Requester, WaitOf(group)), HealthStatus.Healthy);
        }

        Depart(all, inline: false);
    }

    private static void Ask(LaneGroup group, Answers answers, HealthStatus worstOfQuick)
    {
        try
        {
            answers.AskAll(worstOfQuick);
            group.Prepare(answers, failure: null);
        }
        catch (Exception exception)
        {
            // Each caller of the group gets the exception.
            group.Prepare(answers: null, exception);
        }
    }

    private void Depart(LaneGroup[] groups, bool inline)
    {
        if (groups.Length == 0)
        {
            return;
        }

        for (var i = 1; i < groups.Length; i++)
        {
            groups[0].Append(groups[i]);
        }

        var departure = new Departure(groups[0].First, _engine.Faults);
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

    private TimeSpan WaitOf(LaneGroup group) => Later.InWholeMilliseconds(_engine.Time.GetElapsedTime(group.First.EnteredAt));
}
