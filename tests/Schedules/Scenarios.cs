using HealthPoint.Execution;
using HealthPoint.Reports;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Schedules;

/// <summary>Each is a program of a few threads. Coyote runs it again and again, each time in another order.</summary>
internal static class Scenarios
{
    public static readonly (string Name, string Classes, Action Run)[] All =
    [
        (nameof(The_watch_robs_the_lane_at_any_moment), "Lane, LanePass, QuickRun, TicketQueue, Departure, CheckState", The_watch_robs_the_lane_at_any_moment),
        (nameof(The_watch_is_late), "Lane, LanePass, QuickRun, TicketQueue, Departure, CheckState", The_watch_is_late),
        (nameof(A_deadline_passes_at_any_moment), "CheckState, CheckRun, Standing, RunQueue, CheckThreads", A_deadline_passes_at_any_moment),
        (nameof(Runs_wait_for_one_place), "RunQueue, CheckRun, CheckState, CheckThreads", Runs_wait_for_one_place),
        (nameof(Threads_are_begun_used_again_and_ended), "CheckThreads, Pump", Threads_are_begun_used_again_and_ended),
    ];

    /// <summary>Two callers ask for sets of different sizes, while a watch that does not know time robs whatever pass it sees.</summary>
    private static void The_watch_robs_the_lane_at_any_moment()
    {
        using var world = new World(("CacheDuration", "0"));
        using var lane = new Lane(world.Runner, isWatched: false);
        var (large, small) = Prompt(world);
        var watch = new Thread(() =>
        {
            for (var i = 0; i < 3; i++)
            {
                Look(lane);
                Thread.Yield();
            }
        });
        Thread[] callers = [new(() => Ask(lane, large, HealthStatus.Degraded)), new(() => Ask(lane, small, HealthStatus.Healthy))];
        watch.Start();
        Array.ForEach(callers, static caller => caller.Start());
        Array.ForEach(callers, static caller => caller.Join());
        watch.Join();
        RequireWhole(world);
    }

    /// <summary>A watch has seen the third check of one pass, and the next pass is smaller.</summary>
    private static void The_watch_is_late()
    {
        using var world = new World(("CacheDuration", "0"));
        using var lane = new Lane(world.Runner, isWatched: false);
        var (large, small) = Prompt(world);
        var watch = new Thread(() =>
        {
            Require.Eventually(static () => Module.RunsOf('c') > 0);
            Look(lane);
        });
        watch.Start();
        Ask(lane, large, HealthStatus.Degraded);
        Ask(lane, small, HealthStatus.Healthy);
        watch.Join();
        RequireWhole(world);
    }

    /// <summary>Sets of checks that have proven to be prompt; one of them finds something.</summary>
    private static (CheckSet Large, CheckSet Small) Prompt(World world)
    {
        var (large, small) = (world.SetOf("abc"), world.SetOf("b"));
        foreach (var slot in large.Slots)
        {
            using (slot.State.Promptness.Measure())
            {
            }
        }

        Module.Finding = static (check, _) => check == 'c' ? HealthStatus.Degraded : HealthStatus.Healthy;
        return (large, small);
    }

    /// <summary>As the watch of the lane does, but without its patience.</summary>
    private static void Look(Lane lane)
    {
        if (lane.CurrentPass is { } pass && pass.Step is var step and not LanePass.Beginning && !pass.IsOver)
        {
            Thread.Yield();
            lane.TakeOver(pass, step);
        }
    }

    /// <summary>A run may be in time or late; the one after it is good. Whatever the order, the last word is the newer run's.</summary>
    private static void A_deadline_passes_at_any_moment()
    {
        using var world = new World(("CacheDuration", "60"));
        var set = world.SetOf("a");
        var (state, settings) = (set.Slots[0].State, set.Slots[0].Settings);
        var passes = false;
        Module.Finding = (_, run) =>
        {
            if (run > 1)
            {
                return HealthStatus.Healthy;
            }

            Require.Eventually(() => Volatile.Read(ref passes));
            return HealthStatus.Unhealthy;
        };
        var first = Ask();
        Require.Eventually(static () => Module.RunsOf('a') == 1);
        var deadline = new Thread(() =>
        {
            Volatile.Write(ref passes, true);
            world.Time.PassDeadlines();
        });
        deadline.Start();
        Require.Eventually(() => state.SinceLastRun is not null);
        AskUntilHealthy();

        // A run that the deadline caught may still be on its way: what it brings is no news.
        deadline.Join();
        Require.Eventually(() => first.IsCompleted);
        Require.That(state.Verdict == HealthStatus.Healthy, $"the last run was good, but the verdict is {state.Verdict}");
        RequireWhole(world);

        Task<CheckOutcome> Ask() => state.TryAsk(settings, TimeSpan.Zero, requester: null, out var answer, anew: true) ? answer : throw new InvalidOperationException();

        // Only a success of a run that was in time is one, so what follows it must not undo it.
        void AskUntilHealthy()
        {
            CheckOutcome outcome;
            do
            {
                var asked = Ask();
                Require.Eventually(() => asked.IsCompleted);
                outcome = asked.Result;
            }
            while (outcome.Status != HealthStatus.Healthy);
        }
    }

    /// <summary>One place, three runs, and deadlines that pass while some of them wait.</summary>
    private static void Runs_wait_for_one_place()
    {
        using var world = new World(("CacheDuration", "60"), ("MaxConcurrency", "1"));
        var set = world.SetOf("abc");
        Thread[] callers = Array.ConvertAll(set.Slots, slot => new Thread(() =>
        {
            Require.That(slot.State.TryAsk(slot.Settings, TimeSpan.Zero, requester: null, out var asked), "the check is at a lane");
            Require.Eventually(() => asked!.IsCompleted);
            var outcome = asked!.Result;
            Require.That(
                outcome is { Status: HealthStatus.Healthy } or { Detail: "timed out after 10 s" } || outcome.Detail?.StartsWith("not started within", StringComparison.Ordinal) is true,
                $"unexpected: {outcome.Detail}");
        }));
        var deadline = new Thread(world.Time.PassDeadlines);
        Array.ForEach(callers, static caller => caller.Start());
        deadline.Start();
        Array.ForEach(callers, static caller => caller.Join());
        deadline.Join();
        RequireWhole(world);
    }

    /// <summary>Work comes from two sides, to be done once each, also while the threads are told to end.</summary>
    private static void Threads_are_begun_used_again_and_ended()
    {
        var faults = new Threading.Faults(Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        var threads = new Threading.CheckThreads(faults);
        var (done, taken) = (0, 0);
        var pump = new Threading.Pump<int>(threads, item => Require.That(item == Interlocked.Increment(ref taken), "an item out of its order"), faults);
        Thread[] sources =
        [
            new(() => threads.Begin(() => Interlocked.Increment(ref done), static () => Require.That(false, "refused"))),
            new(() =>
            {
                threads.Begin(() => Interlocked.Increment(ref done), static () => Require.That(false, "refused"));
                threads.Begin(() => Interlocked.Increment(ref done), static () => Require.That(false, "refused"));
            }),
            new(() =>
            {
                pump.Add(1);
                pump.Add(2);
            }),
        ];
        Array.ForEach(sources, static source => source.Start());
        threads.Dispose();
        Array.ForEach(sources, static source => source.Join());
        Require.Eventually(() => Volatile.Read(ref done) == 3 && Volatile.Read(ref taken) == 2);
        Require.That(faults.Count == 0, "a fault");
    }

    private static void Ask(Lane lane, CheckSet set, HealthStatus expected)
    {
        var entered = lane.EnterAsync(set, details: false, requester: null);
        Require.Eventually(() => entered.IsCompleted);
        var report = entered.Result.ReportAsync(CancellationToken.None);
        Require.Eventually(() => report.IsCompleted);
        Require.That(report.Result.Status == expected, $"a caller read {report.Result.Status} instead of {expected}");
    }

    /// <summary>When all is quiet: all places are free, no run is left behind, and nothing was thrown on a thread of HealthPoint's.</summary>
    private static void RequireWhole(World world)
    {
        Require.Eventually(() => world.Runner.Engine.Queue.FreeCount == world.Places);
        Require.That(world.Runner.Engine.Queue.WaitingCount == 0, "a run waits although all places are free");
        Require.That(world.Runner.Engine.Faults.Count == 0, $"an exception on a thread of HealthPoint's: {world.Log.Exception}");
    }
}
