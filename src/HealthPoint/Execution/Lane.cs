using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint;

/// <summary>
/// Where checks that have proven to be prompt begin, one behind the other on one thread of the pool: a thread for each
/// would cost far more than they do. Callers that come while it is busy go together, with the next pass.
/// </summary>
/// <remarks>
/// A check may be prompt a thousand times and then block for ever. So another thread looks at the lane every few
/// milliseconds. Where it finds it stuck, it leaves the check to the thread it holds, as a run of its own, and the
/// callers ask again: each check on a thread for itself. A thread of the pool that was lost in this way is the only one;
/// until it is back, the lane uses threads of its own.
/// </remarks>
internal sealed class Lane : IThreadPoolWorkItem, IDisposable
{
    private const int LooksUntilStuck = 2, LooksUntilAsleep = 100;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(10);
    private static readonly ExecutionContext Clean = MakeClean();

    private readonly HealthPointRunner _runner;
    private readonly ITimer _watch;
    private LanePass _pass;
    private Ticket? _newest;
    private Ticket? _waiting;
    private int _lostThreads;

    private int _watched;
    private LanePass? _seenPass;
    private long _seenTurn;
    private int _looks;

    /// <summary>Makes the lane of a runner.</summary>
    /// <param name="runner">Whose checks run here.</param>
    /// <param name="clock">Real time, whatever clock deadlines have: it is real threads that are watched.</param>
    public Lane(HealthPointRunner runner, DeadlineClock clock)
    {
        _runner = runner;
        _pass = new LanePass(runner.Engine.Time);
        _watch = clock.CreateTimer(static lane => ((Lane)lane!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Asks for the checks of a set; see <see cref="Ticket"/>.</summary>
    public ValueTask<Answers> EnterAsync(CheckSet set, bool details)
    {
        var ticket = new Ticket(set, details);
        var answered = ticket.Answered;
        Ticket? newest;
        do
        {
            ticket.Next = newest = Volatile.Read(ref _newest);
        }
        while (Interlocked.CompareExchange(ref _newest, ticket, newest) != newest);

        if (newest is null)
        {
            Schedule();
        }

        return answered;
    }

    public void Dispose() => _watch.Dispose();

    void IThreadPoolWorkItem.Execute() => Pass(onPool: true);

    private void Schedule()
    {
        if (Volatile.Read(ref _lostThreads) == 0 || !_runner.Engine.Threads.TryBegin(() => Pass(onPool: false)))
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    /// <summary>Serves those who wait for the same set as the one who came first.</summary>
    private void Pass(bool onPool)
    {
        var pass = _pass;
        pass.Start(TakeGroup(), onPool);
        Watch();
        Answers? answers = null;
        Exception? failure = null;
        try
        {
            answers = AskAll(pass, EnterCleanContext());
        }
        catch (Exception exception)
        {
            failure = exception;
        }

        if (pass.TryFinish())
        {
            End(pass.Group, answers, failure, onPool);
        }
        else if (onPool)
        {
            Interlocked.Decrement(ref _lostThreads);
        }
    }

    /// <summary>Asks for the checks of the pass.</summary>
    /// <returns><see langword="null"/> when the thread was robbed of them.</returns>
    private Answers? AskAll(LanePass pass, ExecutionContext? clean)
    {
        var set = pass.Set;
        var worst = HealthStatus.Healthy;
        Answers? answers = null;
        if (set.HasQuick && !WantsDetails(pass.Group) && !HealthPointMetrics.Activities.HasListeners() && _runner.Engine.Queue.TryEnter())
        {
            if (!RunQuickly(pass, clean, ref worst, ref answers))
            {
                return null;
            }

            _runner.Engine.Queue.Leave();
            if (answers is null)
            {
                return Answers.AllQuick(worst);
            }
        }

        answers ??= new Answers(set, _runner);
        answers.AskAll(worst, pass);
        return answers;
    }

    /// <summary>Runs what needs nothing but a thread, all in one place of the queue.</summary>
    /// <param name="pass">The pass.</param>
    /// <param name="clean">The context in which every check begins.</param>
    /// <param name="worst">The worst status found.</param>
    /// <param name="answers">Made when a check is left over.</param>
    private bool RunQuickly(LanePass pass, ExecutionContext? clean, ref HealthStatus worst, ref Answers? answers)
    {
        var set = pass.Set;
        var slots = set.Slots;
        var result = default(HealthCheckResult);
        var last = -1;
        var count = 0;
        for (var place = 0; place < set.Checks.Count; place++)
        {
            var slot = slots[place];
            if (!slot.IsQuick || !(slot.Probe.IsAtLane || slot.Probe.TryMoveToLane()))
            {
                continue;
            }

            if (!pass.TryRunQuickly(place))
            {
                return Deliver();
            }

            last = place;
            count++;
            result = RunQuickly(slot, clean);
            if (result.Status != HealthStatus.Healthy || !slot.Probe.IsSettledHealthy)
            {
                var status = slot.Probe.EndAtLane(CheckOutcome.Of(result, slot.Settings, TimeSpan.Zero), slot.Settings);
                worst = slot.Settings.Silenced || status > worst ? worst : status;
            }
        }

        if (!pass.TryEndQuickRuns())
        {
            return Deliver();
        }

        if (count < set.Checks.Count)
        {
            answers = new Answers(set, _runner);
            for (var place = 0; place < set.Checks.Count; place++)
            {
                if (slots[place].IsQuick && slots[place].Probe.IsAtLane)
                {
                    answers.AddQuick(place);
                }
            }
        }

        return true;

        bool Deliver()
        {
            if (last < 0)
            {
                _runner.Engine.Queue.Leave();
            }
            else
            {
                var run = pass.Taken!;
                run.Probe.End(run, CheckOutcome.Of(result, run.Settings, run.SinceStarted));
            }

            return false;
        }
    }

    private static HealthCheckResult RunQuickly(CheckSet.Slot slot, ExecutionContext? clean)
    {
        HealthCheckResult result;
        try
        {
            // Synchronous, as the generated code says of it, so there is nothing to wait for.
            var answer = slot.Probe.Check.InvokeAsync(slot.Invocation, slot.Settings);
            result = answer.IsCompleted ? answer.GetAwaiter().GetResult() : HealthCheckResult.Unhealthy("the generated code says that the check is synchronous, but it is not");
        }
        catch (Exception exception)
        {
            result = HealthCheckResult.Unhealthy(exception: exception);
        }

        if (ExecutionContext.Capture() != clean)
        {
            // Whatever the check changed in its context (culture, async locals) ends with its run.
            ExecutionContext.Restore(clean ?? Clean);
        }

        return result;
    }

    private static bool WantsDetails(Ticket group)
    {
        for (var ticket = group; ticket is not null; ticket = ticket.Next)
        {
            if (ticket.Details)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Takes those who wait for the set of the one who came first; the others stay for the next pass.</summary>
    private Ticket TakeGroup()
    {
        // The chain of the newest begins with the last; turned round, it goes behind those who are left from before.
        Ticket? arrived = null;
        for (var ticket = Interlocked.Exchange(ref _newest, Ticket.Busy); ticket is not null && ticket != Ticket.Busy;)
        {
            (ticket.Next, arrived, ticket) = (arrived, ticket, ticket.Next);
        }

        var all = _waiting;
        Append(ref all, arrived);
        Ticket? group = null, rest = null, groupEnd = null, restEnd = null;
        var set = all!.Set;
        for (var ticket = all; ticket is not null;)
        {
            var next = ticket.Next;
            ticket.Next = null;
            if (ticket.Set == set)
            {
                _ = groupEnd is null ? group = ticket : groupEnd.Next = ticket;
                groupEnd = ticket;
            }
            else
            {
                _ = restEnd is null ? rest = ticket : restEnd.Next = ticket;
                restEnd = ticket;
            }

            ticket = next;
        }

        _waiting = rest;
        return group!;
    }

    private static void Append(ref Ticket? chain, Ticket? more)
    {
        if (chain is null)
        {
            chain = more;
            return;
        }

        var end = chain;
        while (end.Next is { } next)
        {
            end = next;
        }

        end.Next = more;
    }

    /// <summary>Opens the lane for the next pass, then lets the callers of this one go on.</summary>
    private void End(Ticket group, Answers? answers, Exception? failure, bool inline)
    {
        if (_waiting is not null || Interlocked.CompareExchange(ref _newest, null, Ticket.Busy) != Ticket.Busy)
        {
            Schedule();
        }

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

    private void Watch()
    {
        if (Volatile.Read(ref _watched) == 0 && Interlocked.Exchange(ref _watched, 1) == 0)
        {
            _watch.Change(BetweenLooks, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>On the clock's thread: is the lane where it was?</summary>
    private void Look()
    {
        var pass = Volatile.Read(ref _pass);
        var turn = pass.Turn;
        if (pass != _seenPass || turn != _seenTurn)
        {
            (_seenPass, _seenTurn, _looks) = (pass, turn, 0);
        }
        else if (++_looks >= LooksUntilStuck && !LanePass.IsIdle(turn))
        {
            TakeOver(pass, turn);
        }
        else if (_looks >= LooksUntilAsleep)
        {
            // Nothing to watch. A pass that begins in this moment either sees that nobody does, or is seen.
            Interlocked.Exchange(ref _watched, 0);
            if (LanePass.IsIdle(pass.Turn) || Interlocked.Exchange(ref _watched, 1) != 0)
            {
                return;
            }
        }

        _watch.Change(BetweenLooks, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Leaves the check that blocks to the thread it holds, and goes on without both.</summary>
    private void TakeOver(LanePass pass, long turn)
    {
        var place = LanePass.QuickPlace(turn, pass.Set);
        if (place < 0 ? !pass.TryRob(turn) : !pass.Set.Slots[place].Probe.TryTakeFromLane(pass, turn, pass.Set.Slots[place].Settings))
        {
            return;
        }

        if (pass.IsOnPool)
        {
            Interlocked.Increment(ref _lostThreads);
        }

        Volatile.Write(ref _pass, new LanePass(_runner.Engine.Time));
        if (!_runner.Engine.Threads.TryBegin(() => AskAgain(pass)))
        {
            AskAgain(pass);
        }
    }

    /// <summary>For the callers of a pass that got stuck: each check on its own, since who knows what the others will do now.</summary>
    private void AskAgain(LanePass pass)
    {
        Answers? answers = null;
        Exception? failure = null;
        try
        {
            foreach (var slot in pass.Set.Slots)
            {
                slot.Probe.MoveFromLane();
            }

            answers = new Answers(pass.Set, _runner, pass.Elapsed);
            answers.AskAll(HealthStatus.Healthy, lane: null);
        }
        catch (Exception exception)
        {
            failure = exception;
        }

        End(pass.Group, answers, failure, inline: false);
    }

    /// <summary>The context in which checks run: nobody's, with the invariant culture.</summary>
    private static ExecutionContext? EnterCleanContext()
    {
        // As it is on the pool of most servers. Changing it costs more than a check does.
        if (CultureInfo.CurrentCulture == CultureInfo.InvariantCulture && CultureInfo.CurrentUICulture == CultureInfo.InvariantCulture)
        {
            return ExecutionContext.Capture();
        }

        ExecutionContext.Restore(Clean);
        return Clean;
    }

    private static ExecutionContext MakeClean()
    {
        ExecutionContext? clean = null;
        var thread = new Thread(() =>
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
            clean = ExecutionContext.Capture();
        });
        thread.UnsafeStart();
        thread.Join();
        return clean!;
    }
}
