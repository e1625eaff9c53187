using System.Collections.Concurrent;
using HealthPoint.Discovery;
using HealthPoint.Execution;
using HealthPoint.Settings;
using HealthPoint.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Prompt;

namespace HealthPoint.Tests.Execution;

/// <summary>
/// The lane and its watch, driven by hand: a test holds the lane's thread in a check and says when the watch looks. Without
/// that, each of these moments came by chance once in many thousand passes.
/// </summary>
[Collection(Alone.Name)]
public sealed class LaneProtocolTests : IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, Gate> _gates = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _ran = new();
    private TestApp _app = null!;
    private HealthPointRunner _runner = null!;
    private Lane _lane = null!;

    public async ValueTask InitializeAsync()
    {
        Steering.Check = name =>
        {
            _ran.Enqueue(name);
            return _gates.TryRemove(name, out var gate) ? gate.Pass() : HealthCheckResult.Healthy(name);
        };
        _app = await TestApp.StartAsync(application: "Prompt", settings: TestSettings.John.And(new() { ["HealthPoint:CacheDuration"] = "0" }));
        _runner = _app.Services.GetRequiredService<HealthPointRunner>();

        // The tests use this lane, which has no watch. They do not use the runner's own lane once all checks have proven to be prompt.
        _lane = new Lane(_runner, isWatched: false);
        do
        {
            _ran.Clear();
            await ReportAsync(SetOf("abcdefgh"));
        }
        while (!SetOf("abcdefgh").Slots.All(static slot => slot.State.IsAtLane));
        _ran.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var gate in _gates.Values)
        {
            gate.Open();
        }

        _lane.Dispose();
        await _app.DisposeAsync();
        Steering.Check = static _ => HealthCheckResult.Healthy();
    }

    [Fact]
    public async Task A_watch_that_has_seen_a_pass_that_is_over_takes_nothing_from_the_next_whose_set_is_smaller()
    {
        // The watch saw a pass at the eighth check, but the next pass has only two. The watch used to read the set anew, and the
        // process ended.
        var held = Hold("h");
        var first = ReportAsync(SetOf("abcdefgh"));
        await held.Reached;
        var (pass, step) = (_lane.CurrentPass!, _lane.CurrentPass!.Step);
        held.Open();
        Assert.Equal(HealthStatus.Healthy, await first);

        var next = Hold("b");
        var second = ReportAsync(SetOf("ab"));
        await next.Reached;
        _lane.TakeOver(pass, step);
        Assert.False(_lane.CurrentPass.IsRobbed);
        next.Open();
        Assert.Equal(HealthStatus.Healthy, await second);
        Assert.Equal("abcdefghab", string.Concat(_ran));
    }

    [Fact]
    public async Task A_watch_that_comes_a_moment_too_late_takes_nothing()
    {
        var (one, two) = (Hold("c"), Hold("d"));
        var report = ReportAsync(SetOf("abcd"));
        await one.Reached;
        var (pass, step) = (_lane.CurrentPass!, _lane.CurrentPass!.Step);
        one.Open();
        await two.Reached;
        _lane.TakeOver(pass, step);
        Assert.False(pass.IsRobbed);
        two.Open();
        Assert.Equal(HealthStatus.Healthy, await report);
        Assert.Equal("abcd", string.Concat(_ran));
    }

    [Fact]
    public async Task A_check_that_is_taken_away_becomes_a_run_which_its_thread_ends_and_the_others_are_asked_again()
    {
        var held = Hold("b", HealthStatus.Unhealthy);
        var report = ReportAsync(SetOf("abc"));
        await held.Reached;
        _lane.TakeOver(_lane.CurrentPass!, _lane.CurrentPass!.Step);
        Assert.True(_lane.CurrentPass.IsRobbed);

        // The other checks need not wait for the held one.
        await Until.TrueAsync(() => _ran.Count(static check => check is "c") == 1);
        Assert.False(report.IsCompleted);
        held.Open();
        Assert.Equal(HealthStatus.Unhealthy, await report);
        Assert.Equal(1, _ran.Count(static check => check is "b"));
    }

    [Fact]
    public async Task While_a_thread_is_lost_the_lane_goes_on_on_a_thread_that_is_not_the_pools()
    {
        var held = Hold("a");
        var stuck = ReportAsync(SetOf("a"));
        await held.Reached;
        _lane.TakeOver(_lane.CurrentPass!, _lane.CurrentPass!.Step);
        Assert.Equal(HealthStatus.Healthy, await ReportAsync(SetOf("bc")));
        Assert.False(_lane.CurrentPass.OnPool);

        held.Open();
        Assert.Equal(HealthStatus.Healthy, await stuck);
        await Until.TrueAsync(() =>
        {
            _ = ReportAsync(SetOf("bc"));
            return _lane.CurrentPass.OnPool == (Environment.ProcessorCount > 1);
        });
    }

    [Fact]
    public async Task A_thread_that_comes_after_the_watch_has_stopped_waiting_finds_nothing_to_do()
    {
        // This pass, which no thread has begun, stands for one whose thread the pool does not provide.
        var pass = new LanePass(_lane, onPool: true);
        Assert.True(pass.TryRob(LanePass.Announced));
        _lane.Run(pass);
        Assert.True(pass.IsRobbed);
        Assert.Empty(_ran);
        Assert.Equal(HealthStatus.Healthy, await ReportAsync(SetOf("a")));
    }

    [Fact]
    public async Task Those_who_come_while_the_lane_is_busy_go_together_and_each_check_runs_once_for_all_of_them()
    {
        var held = Hold("a");
        var first = ReportAsync(SetOf("a"));
        await held.Reached;
        string[] selections = ["ab", "bc", "cb", "abc", "b", "c", "ac"];
        Task<HealthStatus>[] others = [.. Enumerable.Range(0, 70).Select(i => ReportAsync(SetOf(selections[i % selections.Length])))];
        _ran.Clear();
        held.Open();
        Assert.Equal(HealthStatus.Healthy, await first);
        Assert.All(await Task.WhenAll(others), static status => Assert.Equal(HealthStatus.Healthy, status));
        Assert.Equal("abc", string.Concat(_ran.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task Of_those_who_go_together_each_is_told_the_worst_of_its_own_checks()
    {
        var held = Hold("a");
        var first = ReportAsync(SetOf("a"));
        await held.Reached;
        Hold("c", HealthStatus.Unhealthy).Open();
        Hold("d", HealthStatus.Degraded).Open();
        Task<HealthStatus>[] others = [.. new[] { "ab", "bc", "db", "cd", "b" }.Select(checks => ReportAsync(SetOf(checks)))];
        held.Open();
        await first;
        Assert.Equal(
            [HealthStatus.Healthy, HealthStatus.Unhealthy, HealthStatus.Degraded, HealthStatus.Unhealthy, HealthStatus.Healthy],
            await Task.WhenAll(others));
    }

    [Fact]
    public async Task A_check_that_comes_to_the_lane_while_a_pass_is_on_its_way_counts_for_all_who_ask_for_it()
    {
        // For the first report the check is still in a run. When the second report's turn comes, that run has ended.
        var run = Hold("b");
        var viewer = await _runner.AskAsync(SetOf("b"), details: true);
        await run.Reached;
        var busy = Hold("c");
        var before = ReportAsync(SetOf("c"));
        await busy.Reached;
        var held = Hold("a");
        var (first, second) = (ReportAsync(SetOf("ba")), ReportAsync(SetOf("b")));
        busy.Open();
        await held.Reached;
        run.Open();
        await viewer.ReportAsync(TestContext.Current.CancellationToken);
        Hold("b", HealthStatus.Unhealthy).Open();
        held.Open();
        Assert.Equal((HealthStatus.Healthy, HealthStatus.Unhealthy, HealthStatus.Unhealthy), (await before, await first, await second));
    }

    [Fact]
    public async Task A_look_that_comes_late_itself_does_not_call_the_lane_stuck()
    {
        using var watch = new LaneWatch(_lane, _runner.Engine.Faults);
        var held = Hold("a");
        var report = ReportAsync(SetOf("ab"));
        await held.Reached;
        for (var i = 0; i < 5; i++)
        {
            watch.Look(TimeSpan.FromMilliseconds(80));
        }

        Assert.False(_lane.CurrentPass!.IsRobbed);
        for (var i = 0; i < 3; i++)
        {
            watch.Look(TimeSpan.FromMilliseconds(10));
        }

        Assert.True(_lane.CurrentPass.IsRobbed);
        held.Open();
        Assert.Equal(HealthStatus.Healthy, await report);
    }

    private Gate Hold(string check, HealthStatus status = HealthStatus.Healthy) => _gates[check] = new Gate(status);

    private CheckSet SetOf(string checks)
    {
        var settings = _app.Services.GetRequiredService<SettingsMonitor>().Current;
        var table = _app.Services.GetRequiredService<CheckTable>();
        return _runner.Prepare([.. checks.Select(check => table.Find(check.ToString())!)], settings);
    }

    private async Task<HealthStatus> ReportAsync(CheckSet set)
    {
        var answers = await _lane.EnterAsync(set, details: false, requester: null);
        return (await answers.ReportAsync(TestContext.Current.CancellationToken)).Status;
    }

    private sealed class Gate(HealthStatus status)
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly object _gate = new();
        private bool _isOpen;

        public Task Reached => _reached.Task;

        public void Open()
        {
            lock (_gate)
            {
                _isOpen = true;
                Monitor.PulseAll(_gate);
            }
        }

        public HealthCheckResult Pass()
        {
            _reached.SetResult();
            lock (_gate)
            {
                while (!_isOpen)
                {
                    Monitor.Wait(_gate);
                }
            }

            return new HealthCheckResult(status);
        }
    }
}
