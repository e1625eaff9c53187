using HealthPoint.Configuration;
using HealthPoint.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Paced;

namespace HealthPoint.Tests;

/// <summary>A result is served until it is as old as the cache allows, and never after.</summary>
public sealed class FreshnessTests
{
    private readonly ManualTime _time = new();
    private readonly Puppet _check = new();
    private readonly WaitingCallers _callers = new();

    [Theory]
    [InlineData(HealthStatus.Healthy, "success", 200)]
    [InlineData(HealthStatus.Degraded, "warning", 200)]
    [InlineData(HealthStatus.Unhealthy, "error", 500)]
    public async Task A_result_good_or_bad_is_served_until_it_is_as_old_as_the_cache_allows_and_never_after(HealthStatus status, string group, int code)
    {
        _check.Status = status;
        await using var app = await StartAsync(TimeSpan.FromSeconds(3));
        Assert.Equal(group + ": run 1", await app.ReadAsync("a"));
        await AssertKeptAsync(app, TimeSpan.FromSeconds(3), group + ": run 1", group + ": run 2");
        Assert.Equal(code, (await app.SendAsync("/health/")).Status);
        Assert.Equal(2, _check.Runs);
    }

    [Fact]
    public async Task The_age_of_a_result_counts_from_the_end_of_its_run()
    {
        await using var app = await StartAsync(TimeSpan.FromSeconds(3));
        _check.Hold();
        var first = app.ReadAsync("a");
        await Until.TrueAsync(() => _check.Runs == 1);
        _time.Advance(TimeSpan.FromSeconds(5));
        _check.Release();
        Assert.Equal("success: run 1", await first);
        await AssertKeptAsync(app, TimeSpan.FromSeconds(3), "success: run 1", "success: run 2");
    }

    [Fact]
    public async Task The_cache_lasts_one_second_unless_somebody_says_otherwise()
    {
        await using var app = await StartAsync();
        Assert.Equal("success: run 1", await app.ReadAsync("a"));
        await AssertKeptAsync(app, TimeSpan.FromSeconds(1), "success: run 1", "success: run 2");

        app.Reload("HealthPoint:CacheDuration", "00:00:07");
        Assert.Equal("success: run 3", await app.ReadAsync("a"));
        await AssertKeptAsync(app, TimeSpan.FromSeconds(7), "success: run 3", "success: run 4");
    }

    [Fact]
    public async Task Anonymous_callers_viewers_and_MapHealthChecks_share_a_result_whoever_asks_first()
    {
        await using var app = await StartAsync(map: MapBoth);
        (string Path, string? User)[] callers = [("/health/", null), ("/health/", "john:doe"), ("/health/?test=a", "john:doe"), ("/hc", null)];
        for (var first = 0; first < callers.Length; first++)
        {
            foreach (var (path, user) in callers[first..].Concat(callers).Concat(callers))
            {
                Assert.Equal(200, (await app.SendAsync(path, user)).Status);
                Assert.Equal(first + 1, _check.Runs);
            }

            _time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public async Task Callers_that_come_together_in_the_moment_a_result_expires_share_one_run()
    {
        var waiting = 0;
        await using var app = await StartAsync(map: app =>
        {
            // A caller whose endpoint has returned without being done has asked for the check, and waits for it.
            app.Use(async (context, next) =>
            {
                var answer = next(context);
                Interlocked.Increment(ref waiting);
                await answer;
            });
            MapBoth(app);
        });
        await app.SendAsync("/health/");
        _time.Advance(TimeSpan.FromSeconds(1));
        _check.Hold();
        waiting = 0;
        var requests = Enumerable.Range(0, 8).SelectMany(_ => new[] { app.SendAsync("/health/"), app.SendAsync("/health/", "john:doe"), app.SendAsync("/hc") }).ToArray();
        await Until.TrueAsync(() => waiting == 24);
        _check.Release();
        Assert.All(await Task.WhenAll(requests), static answer => Assert.Equal(200, answer.Status));
        Assert.Equal(2, _check.Runs);
    }

    [Theory]
    [InlineData("never-kept", null, null, 0)]
    [InlineData("never-kept", null, 2.0, 2)]
    [InlineData("never-kept", 3.0, null, 3)]
    [InlineData("kept-for-5", null, null, 5)]
    [InlineData("kept-for-5", 7.0, null, 7)]
    [InlineData("kept-for-5", 7.0, 9.0, 9)]
    [InlineData("kept-for-5", 0.0, 9.0, 9)]
    [InlineData("kept-for-5", 0.0, null, 0)]
    [InlineData("kept-for-5", 7.0, 0.0, 0)]
    [InlineData("unsaid", null, null, 4)]
    [InlineData("unsaid", 0.0, null, 0)]
    [InlineData("unsaid", null, 0.0, 0)]
    public async Task Zero_is_never_and_code_wins_over_the_attribute_and_the_configuration_over_both(string check, double? code, double? configured, double seconds)
    {
        var runs = new Runs();
        await using var app = await TestApp.StartAsync(
            builder => builder.Services.AddSingleton(runs).Configure<HealthPointOptions>(options =>
            {
                if (code is { } given)
                {
                    options.Checks[check] = new CheckOptions { CacheDuration = TimeSpan.FromSeconds(given) };
                }
            }),
            application: "Paced",
            settings: TestSettings.John.And(new()
            {
                ["HealthPoint:CacheDuration"] = "4",
                [$"HealthPoint:Checks:{check}:CacheDuration"] = configured?.ToString(System.Globalization.CultureInfo.InvariantCulture),
            }),
            before: UseTime);
        var query = "?test=" + check;
        Assert.Equal("success: run 1", await app.ReadAsync(check, query));
        if (seconds == 0)
        {
            Assert.Equal("success: run 2", await app.ReadAsync(check, query));
            Assert.Equal("success: run 3", await app.ReadAsync(check, query));
            return;
        }

        _time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromTicks(1));
        Assert.Equal("success: run 1", await app.ReadAsync(check, query));
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal("success: run 2", await app.ReadAsync(check, query));
    }

    [Fact]
    public async Task Where_the_cache_is_zero_every_caller_has_his_own_run_also_of_a_check_that_needs_nothing()
    {
        await using var app = await TestApp.StartAsync(
            static builder => builder.Services.AddSingleton<Runs>(),
            static app => app.MapHealthPoint(configure: static endpoint => endpoint.AllowAnonymousSelection = true),
            "Paced",
            TestSettings.John,
            UseTime);
        for (var i = 1; i <= 20; i++)
        {
            var before = Runs.OfCheap;
            await app.SendAsync("/health/?test=cheap", i % 4 == 0 ? "john:doe" : null);
            Assert.Equal(before + 1, Runs.OfCheap);
        }
    }

    [Fact]
    public async Task A_timed_out_result_is_served_again_from_its_deadline_on_and_not_from_the_late_end()
    {
        await using var app = await StartAsync(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(2));
        _check.Hold();
        var first = app.ReadAsync("a");
        await Until.TrueAsync(() => (_check.Runs, _callers.Count) == (1, 1));
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("error: timed out after 2 s", await first);

        _time.Advance(TimeSpan.FromSeconds(1));
        _check.Release();
        await Until.TrueAsync(() => app.Log.OfHealthPoint.Any(static line => line.Message.Contains("past its deadline", StringComparison.Ordinal)));
        await AssertKeptAsync(app, TimeSpan.FromSeconds(4), "error: timed out after 2 s", "success: run 2");
    }

    [Fact]
    public async Task What_was_not_started_is_not_kept()
    {
        var first = new Puppet();
        await using var app = await TestApp.StartAsync(
            builder => builder
                .AddCheck("a-first", first.RunAsync, static check => check.Timeout = TimeSpan.FromSeconds(5))
                .AddCheck("b", _check.RunAsync, static check => (check.Timeout, check.CacheDuration) = (TimeSpan.FromSeconds(2), TimeSpan.FromHours(1))),
            Map,
            settings: TestSettings.John.And(new() { ["HealthPoint:MaxConcurrency"] = "1" }),
            before: UseTime);
        first.Hold();
        var whole = app.ReadAsync("b");
        await Until.TrueAsync(() => _callers.Count == 1);
        _time.Advance(TimeSpan.FromSeconds(2));
        first.Release();
        Assert.Equal("error: not started within 2 s", await whole);
        Assert.Equal(0, _check.Runs);
        Assert.Equal("success: run 1", await app.ReadAsync("b"));
    }

    [Theory]
    [InlineData("HealthPoint:Checks:a:Timeout", "3")]
    [InlineData("HealthPoint:Checks:a:FailureStatus", "Degraded")]
    [InlineData("HealthPoint:Checks:a:FailureThreshold", "2")]
    [InlineData("HealthPoint:Checks:a:Tags:0", "new")]
    [InlineData("HealthPoint:DefaultTimeout", "3")]
    public async Task A_reload_of_a_checks_settings_drops_what_was_found_before(string key, string value)
    {
        await using var app = await StartAsync(TimeSpan.FromHours(1));
        Assert.Equal("success: run 1", await app.ReadAsync("a"));
        await app.SendAsync("/health/");
        Assert.Equal(1, _check.Runs);

        app.Reload(key, value);
        await app.SendAsync("/health/");
        Assert.Equal(2, _check.Runs);
        Assert.Equal("success: run 2", await app.ReadAsync("a"));
    }

    [Theory]
    [InlineData("HealthPoint:CacheDuration", "7")] // the check has a duration of its own
    [InlineData("HealthPoint:FailureStatusCode", "503")]
    [InlineData("HealthPoint:Checks:b:Timeout", "3")]
    [InlineData("HealthPoint:Checks:a:Enabled", "true")]
    [InlineData("HealthPoint:Checks:a:CacheDuration", "01:00:00")]
    [InlineData("HealthPoint:Checks:demanding:Arguments:limit", "1")]
    [InlineData("HealthPoint:BasicAuth:Users:0:Username", "jane")] // refused, except for what is right in it
    [InlineData("HealthPoint:FailureStatusCod", "503")]
    [InlineData("Something:Else", "1")]
    public async Task A_reload_that_does_not_touch_a_check_keeps_its_result(string key, string value)
    {
        var other = new Puppet();
        await using var app = await TestApp.StartAsync(
            builder => builder
                .AddCheck("a", _check.RunAsync, static check => (check.CacheDuration, check.Tags) = (TimeSpan.FromHours(1), ["x", "y"]))
                .AddCheck("b", other.RunAsync, static check => check.CacheDuration = TimeSpan.FromHours(1)),
            application: "Demanding",
            settings: TestSettings.Demanding,
            before: UseTime);
        Assert.Equal("success: run 1", await app.ReadAsync("a"));
        await app.SendAsync("/health/");
        app.Reload(key, value);
        Assert.Equal("success: run 1", await app.ReadAsync("a"));
        await app.SendAsync("/health/");
        Assert.Equal(1, _check.Runs);
        Assert.Equal(key.Contains(":b:", StringComparison.Ordinal) ? "success: run 2" : "success: run 1", await app.ReadAsync("b"));
    }

    [Fact]
    public async Task A_reload_of_an_argument_drops_what_was_found_before()
    {
        await using var app = await TestApp.StartAsync(
            static builder => builder.Services.Configure<HealthPointOptions>(static options => options.CacheDuration = TimeSpan.FromHours(1)),
            application: "Demanding",
            settings: TestSettings.Demanding,
            before: UseTime);
        Assert.Equal("success: 1", await app.ReadAsync("demanding"));
        app.Reload("HealthPoint:Checks:demanding:Arguments:limit", "2");
        Assert.Equal("success: 2", await app.ReadAsync("demanding"));
    }

    [Fact]
    public async Task A_run_that_was_under_way_when_the_settings_were_reloaded_is_not_kept_under_the_new_ones()
    {
        await using var app = await StartAsync(TimeSpan.FromHours(1));
        _check.Hold();
        _check.Status = HealthStatus.Unhealthy;
        var first = app.ReadAsync("a");
        await Until.TrueAsync(() => _check.Runs == 1);
        app.Reload("HealthPoint:Checks:a:FailureStatus", "Degraded");
        _check.Release();
        Assert.Equal("error: run 1", await first);
        Assert.Equal("warning: run 2", await app.ReadAsync("a"));
        Assert.Equal("warning: run 2", await app.ReadAsync("a"));
    }

    [Fact]
    public async Task A_foreign_check_is_kept_like_any_other()
    {
        var runs = 0;
        await using var app = await TestApp.StartAsync(
            builder => builder.Services.AddHealthChecks().AddCheck("a", () => HealthCheckResult.Healthy($"run {Interlocked.Increment(ref runs)}")),
            MapBoth,
            settings: TestSettings.John,
            before: UseTime);
        Assert.Equal("success: run 1", await app.ReadAsync("a"));
        await app.SendAsync("/hc");
        await AssertKeptAsync(app, TimeSpan.FromSeconds(1), "success: run 1", "success: run 2");

        app.Reload("HealthPoint:Checks:a:CacheDuration", "0");
        Assert.Equal("success: run 3", await app.ReadAsync("a"));
        await app.SendAsync("/hc");
        Assert.Equal("success: run 5", await app.ReadAsync("a"));
    }

    [Fact]
    public async Task A_kept_result_is_neither_lost_nor_wrong_in_a_selection_and_on_an_endpoint_with_other_tags()
    {
        var bad = new Puppet { Status = HealthStatus.Unhealthy };
        await using var app = await TestApp.StartAsync(
            builder => builder
                .AddCheck("good", _check.RunAsync, static check => check.Tags = [HealthTags.Ready])
                .AddCheck("bad", bad.RunAsync, static check => check.Tags = ["other"]),
            static app =>
            {
                app.MapHealthPoint();
                app.MapHealthPoint("/ready/", static endpoint => endpoint.Tags = [HealthTags.Ready]);
                app.MapHealthPoint("/chosen/", static endpoint => endpoint.Predicate = static check => check.Tags.Contains("other"));
            },
            settings: TestSettings.John,
            before: UseTime);
        for (var i = 1; i <= 3; i++)
        {
            Assert.Equal(200, (await app.SendAsync("/ready/")).Status);
            Assert.Equal((i, i - 1), (_check.Runs, bad.Runs));
            for (var again = 0; again < 2; again++)
            {
                Assert.Equal(500, (await app.SendAsync("/health/")).Status);
                Assert.Equal(200, (await app.SendAsync("/ready/")).Status);
                Assert.Equal(500, (await app.SendAsync("/chosen/")).Status);
                Assert.Equal($$$"""{"success":{"good":"run {{{i}}}"},"error":{}}""", (await app.SendAsync("/health/?test=good", "john:doe")).Body);
                Assert.Equal($$$"""{"success":{},"error":{"bad":"run {{{i}}}"}}""", (await app.SendAsync("/health/?tag=other", "john:doe")).Body);
                Assert.Equal($$$"""{"success":{"good":"run {{{i}}}"},"error":{"bad":"run {{{i}}}"}}""", (await app.SendAsync("/health/", "john:doe")).Body);
                Assert.Equal((i, i), (_check.Runs, bad.Runs));
            }

            _time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public async Task A_kept_report_holds_no_longer_than_the_first_of_its_results()
    {
        var brief = new Puppet();
        await using var app = await TestApp.StartAsync(
            builder => builder
                .AddCheck("lasting", _check.RunAsync, static check => check.CacheDuration = TimeSpan.FromHours(1))
                .AddCheck("brief", brief.RunAsync, static check => check.CacheDuration = TimeSpan.FromSeconds(2)),
            settings: TestSettings.John,
            before: UseTime);
        await app.SendAsync("/health/");
        await app.SendAsync("/health/");
        Assert.Equal((1, 1), (_check.Runs, brief.Runs));
        brief.Status = HealthStatus.Unhealthy;
        _time.Advance(TimeSpan.FromSeconds(2) - TimeSpan.FromTicks(1));
        Assert.Equal(200, (await app.SendAsync("/health/")).Status);
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(500, (await app.SendAsync("/health/")).Status);
        Assert.Equal((1, 2), (_check.Runs, brief.Runs));
    }

    [Fact]
    public async Task A_kept_report_is_dropped_as_soon_as_one_of_its_checks_has_a_newer_result()
    {
        var refreshed = new Puppet();
        await using var app = await StartBesideAsync(refreshed);
        await TickAsync(() => refreshed.Runs == 2);
        Assert.Equal("success: run 2", await app.ReadAsync("refreshed"));

        refreshed.Status = HealthStatus.Unhealthy;
        await TickAsync(() => refreshed.Runs == 3);
        Assert.Equal(500, (await app.SendAsync("/health/")).Status);
        Assert.Equal("error: run 3", await app.ReadAsync("refreshed"));
        Assert.Equal("success: run 1", await app.ReadAsync("lasting"));
    }

    [Fact]
    public async Task A_kept_report_is_dropped_as_soon_as_one_of_its_checks_is_overdue()
    {
        var refreshed = new Puppet();
        await using var app = await StartBesideAsync(refreshed);
        refreshed.Hold();
        _time.Advance(await _time.ToNextAsync());
        await Until.TrueAsync(() => refreshed.Runs == 2);
        Assert.Equal(200, (await app.SendAsync("/health/")).Status);
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(500, (await app.SendAsync("/health/")).Status);
        Assert.Equal("error: timed out after 10 s (still running, 10 s)", await app.ReadAsync("refreshed"));
    }

    /// <summary>
    /// Starts an application with a check whose result lasts and a check that is refreshed. A report on both is already kept.
    /// </summary>
    private async Task<TestApp> StartBesideAsync(Puppet refreshed)
    {
        var app = await TestApp.StartAsync(
            builder => builder
                .AddCheck("lasting", _check.RunAsync, static check => check.CacheDuration = TimeSpan.FromHours(1))
                .AddCheck("refreshed", refreshed.RunAsync, static check => check.RefreshPeriod = TimeSpan.FromMinutes(1)),
            settings: TestSettings.John,
            before: UseTime);
        await Until.TrueAsync(() => refreshed.Runs == 1 && LoopSleeps());
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(200, (await app.SendAsync("/health/")).Status);
            Assert.Equal("success: run 1", await app.ReadAsync("refreshed"));
        }

        return app;
    }

    private async Task TickAsync(Func<bool> done)
    {
        _time.Advance(await _time.ToNextAsync());
        await Until.TrueAsync(() => done() && LoopSleeps());
    }

    // No run is under way, since the deadline of a run would be nearer.
    private bool LoopSleeps() => _time.Waits is [var wait] && wait >= TimeSpan.FromSeconds(54);

    private async Task AssertKeptAsync(TestApp app, TimeSpan time, string before, string after)
    {
        Assert.Equal(before, await app.ReadAsync("a"));
        _time.Advance(time - TimeSpan.FromTicks(1));
        Assert.Equal(before, await app.ReadAsync("a"));
        await app.SendAsync("/health/");
        Assert.Equal(before, await app.ReadAsync("a"));
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(after, await app.ReadAsync("a"));
    }

    private Task<TestApp> StartAsync(TimeSpan? cache = null, TimeSpan? timeout = null, Action<WebApplication>? map = null) =>
        TestApp.StartAsync(
            builder => builder.AddCheck("a", _check.RunAsync, check => (check.CacheDuration, check.Timeout) = (cache, timeout)),
            map ?? Map,
            settings: TestSettings.John,
            before: UseTime);

    private void Map(WebApplication app)
    {
        _callers.Watch(app);
        app.MapHealthPoint();
    }

    private void UseTime(WebApplicationBuilder builder) => builder.Services.AddSingleton<TimeProvider>(_time);

    private static void MapBoth(WebApplication app)
    {
        app.MapHealthPoint();
        app.MapHealthChecks("/hc");
    }
}
