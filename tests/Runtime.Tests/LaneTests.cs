using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using HealthPoint.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Prompt;

namespace HealthPoint.Tests;

/// <summary>Checks that give their thread back at once share one thread, the lane's; and what happens when one stops doing so.</summary>
[Collection(Alone.Name)]
public sealed class LaneTests : IDisposable
{
    private static readonly string[] All = ["a", "b", "c", "d", "e", "f", "g", "h"];

    private readonly ConcurrentDictionary<string, Func<HealthCheckResult>> _does = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<(string Check, int Thread, bool OnPool)> _ran = new();
    private readonly ManualResetEventSlim _release = new();

    public LaneTests() => Steering.Check = name =>
    {
        _ran.Enqueue((name, Environment.CurrentManagedThreadId, Thread.CurrentThread.IsThreadPoolThread));
        return _does.TryGetValue(name, out var does) ? does() : HealthCheckResult.Healthy(name + " is fine");
    };

    public void Dispose()
    {
        _release.Set();
        Steering.Check = static _ => HealthCheckResult.Healthy();
    }

    [Fact]
    public async Task Checks_that_have_proven_to_be_prompt_run_one_behind_the_other_on_one_thread_of_the_pool()
    {
        await using var app = await StartAsync();
        await ReachLaneAsync(app);
        _ran.Clear();
        var answer = await app.SendAsync("/health/");
        Assert.Equal((200, "{}"), (answer.Status, answer.Body));
        Assert.Equal(string.Concat(All), string.Concat(_ran.Select(static run => run.Check)));
        Assert.Single(_ran.Select(static run => run.Thread).Distinct());
    }

    [Fact]
    public async Task A_check_that_was_prompt_a_thousand_times_and_then_blocks_for_ever_ends_the_report_at_its_deadline()
    {
        await using var app = await StartAsync(new() { ["HealthPoint:Checks:c:Timeout"] = "0.4" });
        await ReachLaneAsync(app);
        for (var i = 0; i < 1000; i++)
        {
            Assert.Equal(200, (await app.SendAsync("/health/")).Status);
        }

        var runs = 0;
        _does["c"] = () =>
        {
            Interlocked.Increment(ref runs);
            _release.Wait();
            return HealthCheckResult.Healthy();
        };
        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => app.SendAsync("/health/", i % 3 == 0 ? "john:doe" : null)));
        Assert.All(answers, static answer => Assert.Equal(500, answer.Status));

        var viewer = await app.SendAsync("/health/", "john:doe");
        Assert.Equal("abdefgh", string.Concat(viewer.Names("success")));
        Assert.Equal("b is fine", viewer.Detail("success", "b"));
        Assert.StartsWith("timed out after 0.4 s (still running", viewer.Detail("error", "c"), StringComparison.Ordinal);
        Assert.Equal(500, (await app.SendAsync("/health/")).Status);
        Assert.Equal(1, runs);

        _does.Clear();
        _release.Set();
        while ((await app.SendAsync("/health/")).Status != 200)
        {
        }
    }

    [Fact]
    public async Task Prompt_checks_that_all_block_from_one_moment_on_are_all_timed_out_at_their_deadline()
    {
        // If the runner found the blocked checks one after the other, it would find the last one long after its deadline.
        await using var app = await StartAsync(new() { ["HealthPoint:DefaultTimeout"] = "0.3" });
        await ReachLaneAsync(app);
        foreach (var name in All)
        {
            _does[name] = () =>
            {
                _release.Wait();
                return HealthCheckResult.Healthy();
            };
        }

        var (report, plain) = (TimeAsync(() => app.SendAsync("/health/")), TimeAsync(() => Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System, TestContext.Current.CancellationToken)));
        Assert.InRange(await report - await plain, TimeSpan.FromMilliseconds(-300), TimeSpan.FromMilliseconds(500));
        var viewer = await app.SendAsync("/health/", "john:doe");
        Assert.Equal(string.Concat(All), string.Concat(viewer.Names("error")));
        Assert.All(All, name => Assert.StartsWith("timed out after 0.3 s", viewer.Detail("error", name), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Behind_many_who_ask_for_something_else_a_report_comes_at_its_deadline_all_the_same()
    {
        // Time itself is the subject. So the best of some tries counts, and each is compared with a plain delay at the same time.
        // Each of the selections takes 12 ms at the lane, which is not stuck by that. The last of them would be there after 700 ms.
        var deadline = TimeSpan.FromMilliseconds(300);
        var excess = TimeSpan.MaxValue;
        for (var tries = 0; tries < 4 && excess > TimeSpan.FromMilliseconds(100); tries++)
        {
            _does.Clear();
            await using var app = await StartAsync(new() { ["HealthPoint:DefaultTimeout"] = "0.3" });
            await ReachLaneAsync(app);
            foreach (var name in All)
            {
                _does[name] = () =>
                {
                    _release.Wait(4);
                    return HealthCheckResult.Healthy();
                };
            }

            var reports = Task.WhenAll(Enumerable.Range(0, 60).Select(_ => TimeAsync(() => app.SendAsync("/health/?test=a&test=b&test=c", "john:doe"))));
            var plain = await TimeAsync(() => Task.Delay(deadline, TimeProvider.System, TestContext.Current.CancellationToken));
            var later = (await reports).Max() - plain;
            excess = later < excess ? later : excess;
        }

        Assert.InRange(excess, -deadline, TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public async Task A_check_that_blocks_for_a_moment_delays_nobody_for_long_and_its_result_counts()
    {
        await using var app = await StartAsync();
        await ReachLaneAsync(app);
        _does["d"] = () =>
        {
            _release.Wait();
            return HealthCheckResult.Unhealthy("slow and bad");
        };
        var first = app.SendAsync("/health/", "john:doe");
        await Until.TrueAsync(() => _ran.Any(run => run.Check is "d" && _does.ContainsKey("d")));
        var other = await app.SendAsync("/second", "john:doe");
        Assert.Equal(["e", "f", "g", "h"], other.Names("success"));
        Assert.False(first.IsCompleted);

        _release.Set();
        Assert.Equal("slow and bad", (await first).Detail("error", "d"));
    }

    [Fact]
    public async Task Behind_a_check_that_blocks_the_lane_the_runs_of_the_others_are_linked_to_their_request()
    {
        var trace = ActivityTraceId.CreateRandom();
        var linked = new ConcurrentQueue<string?>();
        await using var app = await StartAsync();
        await ReachLaneAsync(app);
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name is "HealthPoint",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span =>
            {
                if (span.Links.Any(link => link.Context.TraceId == trace))
                {
                    linked.Enqueue((string?)span.GetTagItem("healthpoint.check.name"));
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        _does["d"] = () =>
        {
            _release.Wait();
            return HealthCheckResult.Healthy();
        };
        var request = app.SendAsync("/health/", configure: request => request.Headers.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01"));
        await Until.TrueAsync(() => linked.Any(static name => name is "h"));
        _release.Set();
        await request;
        await Until.TrueAsync(() => linked.Distinct(StringComparer.Ordinal).Count() == All.Length);
    }

    [Theory]
    [InlineData(HealthStatus.Healthy, 200)]
    [InlineData(HealthStatus.Degraded, 203)]
    [InlineData(HealthStatus.Unhealthy, 500)]
    public async Task An_anonymous_caller_is_told_the_worst_status_also_where_nobody_keeps_details(HealthStatus status, int expected)
    {
        await using var app = await StartAsync(new() { ["HealthPoint:DegradedStatusCode"] = "203", ["HealthPoint:Silenced:0"] = "a" });
        await ReachLaneAsync(app);
        _does["a"] = static () => throw new InvalidOperationException("silenced");
        _does["e"] = () => new HealthCheckResult(status);
        Assert.Equal(expected, (await app.SendAsync("/health/")).Status);
        _does["f"] = static () => throw new InvalidOperationException("it broke");
        Assert.Equal(500, (await app.SendAsync("/health/")).Status);
        _does.Clear();
        Assert.Equal(200, (await app.SendAsync("/health/")).Status);
        await Until.TrueAsync(() => app.Log.OfHealthPoint.Any(static line => line.Message.StartsWith("Health check f is Healthy again", StringComparison.Ordinal)));
        var lines = app.Log.OfHealthPoint.Select(static line => line.Message).Where(static line => line.StartsWith("Health check f", StringComparison.Ordinal));
        Assert.Equal("Health check f is Unhealthy: it broke; Health check f is Healthy again: f is fine", string.Join("; ", lines));
    }

    [Fact]
    public async Task What_a_check_changes_in_its_context_is_gone_when_the_next_one_runs()
    {
        var ambient = new AsyncLocal<string?>();
        var seen = new ConcurrentQueue<(string? Ambient, CultureInfo Culture)>();
        await using var app = await StartAsync();
        await ReachLaneAsync(app);
        _does["a"] = () =>
        {
            seen.Enqueue((ambient.Value, CultureInfo.CurrentCulture));
            ambient.Value = "left behind";
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            return HealthCheckResult.Healthy();
        };
        _does["b"] = () =>
        {
            seen.Enqueue((ambient.Value, CultureInfo.CurrentCulture));
            return HealthCheckResult.Healthy();
        };
        await app.SendAsync("/health/");
        await app.SendAsync("/health/");

        // There are more than four where the lane had no processor for a while: it was taken for stuck, and its checks ran again.
        Assert.InRange(seen.Count, 4, int.MaxValue);
        Assert.All(seen, static one => Assert.Equal((null, CultureInfo.InvariantCulture), one));
    }

    [Fact]
    public async Task The_synchronization_context_that_a_check_sets_is_gone_when_the_next_one_runs()
    {
        var seen = new ConcurrentQueue<SynchronizationContext?>();
        await using var app = await StartAsync();
        await ReachLaneAsync(app);
        _does["a"] = static () =>
        {
            SynchronizationContext.SetSynchronizationContext(new SynchronizationContext());
            return HealthCheckResult.Healthy();
        };
        _does["b"] = () =>
        {
            seen.Enqueue(SynchronizationContext.Current);
            return HealthCheckResult.Healthy();
        };
        await app.SendAsync("/health/");
        Assert.All(seen, Assert.Null);
        Assert.NotEmpty(seen);
    }

    [Fact]
    public async Task A_check_runs_once_at_a_time_whichever_endpoint_asks_for_it()
    {
        int running = 0, most = 0;
        await using var app = await StartAsync();
        await ReachLaneAsync(app);
        _does["a"] = () =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            Thread.Yield();
            Interlocked.Decrement(ref running);
            return HealthCheckResult.Healthy();
        };
        string[] paths = ["/health/", "/first", "/hc"];
        await Task.WhenAll(Enumerable.Range(0, 300).Select(i => app.SendAsync(paths[i % 3], i % 5 == 0 ? "john:doe" : null)));
        Assert.Equal((1, 0), (most, running));
    }

    [Theory]
    [InlineData("CacheDuration", "60")]
    [InlineData("RefreshPeriod", "60")]
    public async Task A_check_leaves_the_lane_when_its_settings_ask_for_more(string key, string value)
    {
        await using var app = await StartAsync();
        await ReachLaneAsync(app);
        app.Reload($"HealthPoint:Checks:a:{key}", value);
        await app.SendAsync("/health/");
        _ran.Clear();
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(200, (await app.SendAsync("/health/")).Status);
        }

        // The first run in the background may come in between, so one run of the check is allowed.
        Assert.InRange(_ran.Count(static run => run.Check is "a"), 0, 1);
        Assert.InRange(_ran.Count(static run => run.Check is "b"), 5, int.MaxValue);
    }

    private static Task<TestApp> StartAsync(TestSettings? more = null) => TestApp.StartAsync(
        application: "Prompt",
        map: static app =>
        {
            app.MapHealthPoint();
            app.MapHealthPoint("/first", static endpoint => endpoint.Tags = ["first"]);
            app.MapHealthPoint("/second", static endpoint => endpoint.Tags = ["second"]);
            app.MapHealthChecks("/hc");
        },
        settings: TestSettings.John.And(new() { ["HealthPoint:CacheDuration"] = "0" }).And(more));

    /// <summary>Asks until all checks have proven to be prompt. The first runs of a process are slow, since they are compiled.</summary>
    private async Task ReachLaneAsync(TestApp app)
    {
        do
        {
            _ran.Clear();
            await app.SendAsync("/health/");
        }
        while (!_ran.All(static run => run.OnPool) || _ran.Select(static run => run.Thread).Distinct().Count() != 1);
    }

    private static async Task<TimeSpan> TimeAsync(Func<Task> work)
    {
        var started = TimeProvider.System.GetTimestamp();
        await work();
        return TimeProvider.System.GetElapsedTime(started);
    }
}
