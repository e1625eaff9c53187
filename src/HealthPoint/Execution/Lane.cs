using System.Diagnostics;
using HealthPoint.Observability;
using HealthPoint.Threading;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Execution;

/// <summary>
/// Where quick checks run that have proven to be prompt, one behind the other on one thread of the pool, without a
/// <see cref="CheckRun"/>: a thread or a timer for each would cost far more than they do. Callers that come while it is busy
/// go together, with the next pass; each check runs once for all of them.
/// </summary>
/// <remarks>
/// A check may be prompt a thousand times and then block for ever. So the watch looks at the lane. Where it is stuck,
/// the check is left to the thread it holds, as a run of its own, and its callers' checks are asked one by one, each on a
/// thread for itself. A thread of the pool that was lost in this way is the only one; until it is back, the lane uses others.
/// Invariant: the lane has one holder at a time, the thread of its pass or the watch that has robbed it.
/// </remarks>
internal sealed class Lane : IDisposable
{
    // A pool of one thread would be lost as a whole, until half a second later it is given another.
    private static readonly bool PoolMayHaveOneThread = Environment.ProcessorCount == 1;

    private readonly HealthPointRunner _runner;
    private readonly Engine _engine;
    private readonly TicketQueue _tickets = new();
    private readonly LaneWatch? _watch;
    private LanePass? _pass;
    private int _lostThreads;

    /// <summary>Makes a lane.</summary>
    /// <param name="runner">Whose checks run here.</param>
    /// <param name="isWatched">Whether its watch looks at it; <see langword="false"/> where a test says when it does.</param>
    public Lane(HealthPointRunner runner, bool isWatched = true)
    {
        (_runner, _engine) = (runner, runner.Engine);
        _watch = isWatched ? new LaneWatch(this, _engine.Faults) : null;
    }

    /// <summary>The last pass; <see langword="null"/> as long as there was none.</summary>
    public LanePass? CurrentPass => Volatile.Read(ref _pass);

    /// <summary>Whether somebody wants to see single runs, which those that need nothing but a thread are not.</summary>
    private bool IsWatched => HealthPointMetrics.Activities.HasListeners() || _engine.Metrics.TimesRuns;

    /// <summary>Asks for the checks of a set; see <see cref="Ticket"/>.</summary>
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

    /// <summary>Runs a pass on the thread that has come for it.</summary>
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
    /// Leaves the check that blocks to the thread it holds, and goes on without both; or without a thread that does not come.
    /// On the thread of the watch, which has seen the pass at this step.
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

        // A full fence: the watch sees the pass, or is seen to sleep.
        Interlocked.Exchange(ref _pass, pass);
        _watch?.Wake();

        // Behind what the pool has to do already: the more callers have come until then, the fewer passes there are.
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

    /// <summary>Serves callers to whom nothing counts but the status, in the one place of the queue that has been taken for it.</summary>
    private void ServeQuickly(LanePass pass, LaneGroup[] groups)
    {
        pass.Start(groups, _engine.Time);
        var run = new QuickRun(pass);
        if (!run.TryRunAll())
        {
            // The thread was robbed. What it brings back from its last check is the result of the run that this has become.
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

    /// <summary>Ends a pass that failed as a whole: its callers are told, and neither the lane nor the place is lost.</summary>
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

    /// <summary>What is left to ask for. The lane's holder alone knows what is at the lane.</summary>
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
                    // It may have come to the lane for another group, when this one had been told that it was elsewhere.
                    group.Count(slot, slot.State.LastAtLane.Status);
                }
            }
        }

        return answers;
    }

    /// <summary>Begins a run of its own for each check: for callers that see more than the status, and for those of a thread that was robbed.</summary>
    private void AskOneByOne(IEnumerable<LaneGroup> groups)
    {
        LaneGroup[] all = [.. groups];
        foreach (var group in all)
        {
            foreach (var slot in group.Set.Slots)
            {
                slot.State.MoveFromLane();
            }

            // What a robbed thread has counted is counted again.
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
            // The callers are told, each for itself.
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
