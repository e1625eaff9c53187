using HealthPoint.Configuration;
using HealthPoint.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Paced;

namespace HealthPoint.Tests;

/// <summary>Checks with a refresh period run in the background, and callers read the last result.</summary>
public sealed class RefreshTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1), Tick = TimeSpan.FromTicks(1);

    private readonly ManualTime _time = new();
    private readonly Puppet _check = new();

    [Fact]
    public async Task A_check_runs_at_start_and_then_at_its_period_give_or_take_a_tenth_with_nobody_asking()
    {
        await using var app = await StartAsync();
        var periods = new List<TimeSpan>();
        for (var run = 1; run <= 20; run++)
        {
            await SleepsAsync(() => _check.Runs == run);
            var wait = await _time.ToNextAsync();
            periods.Add(wait);
            _time.Advance(wait - Tick);
            Assert.Equal(run, _check.Runs);
            _time.Advance(Tick);
        }

        Assert.All(periods, static period => Assert.InRange(period, Minute * 0.9, Minute * 1.1));

        // Instances that started together do not stay together. By chance the assertion fails once in a million.
        Assert.Contains(periods, static period => period < Minute);
        Assert.Contains(periods, static period => period > Minute);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("0")]
    [InlineData("1")]
    public async Task Callers_never_run_it_whatever_its_cache_duration(string? cache)
    {
        await using var app = await StartAsync(settings: new() { ["HealthPoint:Checks:a:CacheDuration"] = cache }, map: static app =>
        {
            app.MapHealthPoint();
            app.MapHealthChecks("/hc");
        });
        await SleepsAsync(() => _check.Runs == 1);
        for (var i = 0; i < 5; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(10));
            await app.SendAsync("/health/");
            await app.SendAsync("/hc");
            Assert.Equal("success: run 1", await app.ReadAsync("a"));
            Assert.Equal("success: run 1", await app.ReadAsync("a", "?test=a"));
        }

        Assert.Equal(1, _check.Runs);
    }

    [Fact]
    public async Task A_check_that_never_ran_is_not_healthy_and_the_first_caller_joins_its_first_run()
    {
        _check.Hold();
        _check.Status = HealthStatus.Unhealthy;
        await using var app = await StartAsync();
        var first = app.SendAsync("/health/");
        var second = app.ReadAsync("a");
        await Until.TrueAsync(() => app.Log.Lines.Count(static line => line.Message.StartsWith("Executing endpoint 'HealthPoint", StringComparison.Ordinal)) == 2);
        Assert.False(first.IsCompleted || second.IsCompleted);
        _check.Release();
        Assert.Equal(500, (await first).Status);
        Assert.Equal("error: run 1", await second);
        Assert.Equal(1, _check.Runs);
    }

    [Fact]
    public async Task A_first_run_that_hangs_is_not_healthy_either()
    {
        _check.Hold();
        await using var app = await StartAsync();
        await Until.TrueAsync(() => _check.Runs == 1);
        var first = app.ReadAsync("a");
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.StartsWith("error: timed out after 10 s", await first, StringComparison.Ordinal);
        Assert.Equal("error: timed out after 10 s (still running, 10 s)", await app.ReadAsync("a"));
        Assert.Equal(500, (await app.SendAsync("/health/")).Status);
        Assert.Equal(1, _check.Runs);
    }

    [Fact]
    public async Task A_result_as_old_as_two_periods_reads_stale_and_fails_until_there_is_a_newer_one()
    {
        // The check's deadline is far, so that the second run simply does not end.
        await using var app = await StartAsync(static check => check.Timeout = TimeSpan.FromMinutes(30));
        await SleepsAsync(() => _check.Runs == 1);
        _check.Hold();
        var toTick = await _time.ToNextAsync();
        _time.Advance(toTick);
        await Until.TrueAsync(() => _check.Runs == 2);
        _time.Advance((2 * Minute) - toTick - Tick);
        Assert.Equal("success: run 1", await app.ReadAsync("a"));
        Assert.Equal(200, (await app.SendAsync("/health/")).Status);

        _time.Advance(Tick);
        Assert.Equal(500, (await app.SendAsync("/health/")).Status);
        Assert.Equal("error: stale: the last run ended 120 s ago", await app.ReadAsync("a"));
        _time.Advance(TimeSpan.FromSeconds(5.9));
        Assert.Equal("error: stale: the last run ended 125 s ago", await app.ReadAsync("a"));
        Assert.Equal(2, _check.Runs);

        _check.Release();
        await Until.TrueAsync(() => app.Log.OfHealthPoint.Any(static line => line.Message.StartsWith("Health check a is Healthy again", StringComparison.Ordinal)));
        Assert.Equal(200, (await app.SendAsync("/health/")).Status);
    }

    [Fact]
    public async Task A_run_longer_than_its_period_neither_piles_up_nor_loses_the_tick()
    {
        _check.Hold();
        await using var app = await StartAsync(static check => check.Timeout = TimeSpan.FromMinutes(30));
        await Until.TrueAsync(() => _check.Runs == 1 && _time.Timers == 2);
        for (var i = 0; i < 5; i++)
        {
            _time.Advance(Minute);
        }

        Assert.Equal(1, _check.Runs);

        // As soon as the run ends, the loop makes up for the first tick that passed, but not for the ticks after it.
        _check.Release();
        await SleepsAsync(() => _check.Runs == 2);
        _time.Advance(await _time.ToNextAsync() - Tick);
        Assert.Equal("success: run 2", await app.ReadAsync("a"));
    }

    [Fact]
    public async Task A_hung_run_answers_that_it_timed_out_and_is_not_doubled_by_the_ticks_that_follow()
    {
        await using var app = await StartAsync();
        await SleepsAsync(() => _check.Runs == 1);
        _check.Hold();
        _time.Advance(await _time.ToNextAsync());
        await Until.TrueAsync(() => _check.Runs == 2 && _time.Timers == 2);
        Assert.Equal("success: run 1", await app.ReadAsync("a"));

        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("error: timed out after 10 s (still running, 10 s)", await app.ReadAsync("a"));
        for (var i = 0; i < 4; i++)
        {
            _time.Advance(await _time.ToNextAsync());
            await SleepsAsync(static () => true);
            Assert.Matches(@"^error: timed out after 10 s \(still running, \d+ s\)$", await app.ReadAsync("a"));
        }

        Assert.Equal(2, _check.Runs);
        _check.Release();
        await Until.TrueAsync(() => app.Log.OfHealthPoint.Any(static line => line.Message.Contains("past its deadline", StringComparison.Ordinal)));
        _time.Advance(await _time.ToNextAsync());
        await SleepsAsync(() => _check.Runs == 3);
        Assert.Equal("success: run 3", await app.ReadAsync("a"));
    }

    [Fact]
    public async Task A_run_that_was_not_started_does_not_turn_the_verdict_while_callers_read_the_last_result()
    {
        var busy = new Puppet();
        await using var app = await StartAsync(
            static check => check.Timeout = TimeSpan.FromSeconds(2),
            new() { ["HealthPoint:MaxConcurrency"] = "1" },
            more: builder => builder.AddCheck("busy", busy.RunAsync, static check => check.Timeout = TimeSpan.FromHours(1)));
        await SleepsAsync(() => _check.Runs == 1);
        busy.Hold();
        var request = app.SendAsync("/health/?test=busy", "john:doe");
        await Until.TrueAsync(() => busy.Runs == 1);
        _time.Advance(_time.Waits[0]);
        await Until.TrueAsync(() => _time.Waits is [var deadline, _, _] && deadline == TimeSpan.FromSeconds(2));
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("success: run 1", await app.ReadAsync("a", "?test=a"));

        // The log keeps its order: the line about the check `busy` comes after any line about the check `a`.
        busy.Status = HealthStatus.Unhealthy;
        busy.Release();
        await request;
        await Until.TrueAsync(() => app.Log.OfHealthPoint.Any(static line => line.Message.StartsWith("Health check busy is", StringComparison.Ordinal)));
        Assert.DoesNotContain(app.Log.OfHealthPoint, static line => line.Message.StartsWith("Health check a is", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_loop_sleeps_for_all_checks_until_the_first_of_them_is_due()
    {
        var others = Enumerable.Range(2, 4).Select(static minutes => (Period: minutes * Minute, Check: new Puppet())).ToArray();
        await using var app = await StartAsync(more: builder =>
        {
            foreach (var (period, check) in others)
            {
                builder.AddCheck($"every {period}".Replace(':', '.'), check.RunAsync, options => options.RefreshPeriod = period);
            }
        });
        await SleepsAsync(() => _check.Runs == 1 && others.All(static other => other.Check.Runs == 1));
        Assert.InRange(await _time.ToNextAsync(), Minute * 0.9, Minute * 1.1);

        _time.Advance(await _time.ToNextAsync());
        await SleepsAsync(() => _check.Runs == 2, TimeSpan.FromSeconds(30));
        Assert.All(others, static other => Assert.Equal(1, other.Check.Runs));
    }

    [Fact]
    public async Task The_loop_stops_with_the_application()
    {
        await using var app = await StartAsync();
        await SleepsAsync(() => _check.Runs == 1);
        await app.StopAsync();
        Assert.Equal(0, _time.Timers);
        _time.Advance(10 * Minute);
        Assert.Equal(1, _check.Runs);
    }

    [Fact]
    public async Task The_loop_stops_with_the_application_also_while_it_waits_for_a_run()
    {
        _check.Hold();
        await using var app = await StartAsync();
        await Until.TrueAsync(() => _check.Runs == 1 && _time.Timers == 2);
        _time.Advance(TimeSpan.FromSeconds(10));
        await app.StopAsync();
        _check.Release();
        await Until.TrueAsync(() => app.Log.OfHealthPoint.Any(static line => line.Message.Contains("past its deadline", StringComparison.Ordinal)));
        Assert.Equal((1, 0), (_check.Runs, _time.Timers));
    }

    [Fact]
    public async Task A_reload_that_adds_changes_or_removes_a_period_acts_at_once()
    {
        await using var app = await StartAsync(static check => check.RefreshPeriod = null);
        app.Reload("HealthPoint:Checks:a:RefreshPeriod", "60");
        await SleepsAsync(() => _check.Runs == 1);
        Assert.InRange(await _time.ToNextAsync(), Minute * 0.9, Minute * 1.1);

        app.Reload("HealthPoint:Checks:a:RefreshPeriod", "00:02:00");
        await SleepsAsync(() => _check.Runs == 2, Minute * 1.8);
        Assert.InRange(await _time.ToNextAsync(), Minute * 1.8, Minute * 2.2);

        app.Reload("HealthPoint:Checks:a:RefreshPeriod", null);
        await Until.TrueAsync(() => _time.Timers == 0);
        _time.Advance(10 * Minute);
        Assert.Equal(2, _check.Runs);
        Assert.Equal("success: run 3", await app.ReadAsync("a"));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("success: run 4", await app.ReadAsync("a"));
    }

    [Fact]
    public async Task A_check_that_a_reload_disables_runs_no_more_and_at_once_when_it_is_enabled_again()
    {
        await using var app = await StartAsync();
        await SleepsAsync(() => _check.Runs == 1);
        app.Reload("HealthPoint:Checks:a:Enabled", "false");
        await Until.TrueAsync(() => _time.Timers == 0);
        app.Reload("HealthPoint:Checks:a:Enabled", "true");
        await SleepsAsync(() => _check.Runs == 2);
    }

    [Fact]
    public async Task A_reload_of_one_period_runs_no_other_check()
    {
        var other = new Puppet();
        await using var app = await StartAsync(more: builder => builder.AddCheck("other", other.RunAsync));
        await SleepsAsync(() => _check.Runs == 1);
        app.Reload("HealthPoint:Checks:other:RefreshPeriod", "600");
        await SleepsAsync(() => other.Runs == 1);
        _time.Advance(await _time.ToNextAsync() - Tick);
        Assert.Equal(1, _check.Runs);
        _time.Advance(Tick);
        await SleepsAsync(() => _check.Runs == 2);
    }

    [Fact]
    public async Task The_attribute_sets_a_period_and_the_configuration_wins_over_it()
    {
        foreach (var (configured, seconds) in new[] { ((string?)null, 60), ("90", 90) })
        {
            var (runs, time) = (new Runs(), new ManualTime());
            await using var app = await TestApp.StartAsync(
                builder => builder.Services.AddSingleton(runs),
                application: "Paced",
                settings: new() { ["HealthPoint:Checks:every-minute:RefreshPeriod"] = configured },
                before: builder => builder.Services.AddSingleton<TimeProvider>(time));
            await Until.TrueAsync(() => runs.Of("every-minute") == 1 && time.Waits is [var wait] && wait > TimeSpan.FromSeconds(10));
            Assert.InRange(time.Waits.Single(), TimeSpan.FromSeconds(seconds * 0.9), TimeSpan.FromSeconds(seconds * 1.1));
            time.Advance(time.Waits.Single());
            await Until.TrueAsync(() => runs.Of("every-minute") == 2);
        }
    }

    [Fact]
    public async Task A_check_that_was_run_for_every_caller_can_be_refreshed_from_now_on_and_back()
    {
        var time = new ManualTime();
        await using var app = await TestApp.StartAsync(
            static builder => builder.Services.AddSingleton<Runs>(),
            static app => app.MapHealthPoint(configure: static endpoint => (endpoint.AllowAnonymousSelection, endpoint.Predicate) = (true, static check => check.Name is "cheap-too")),
            "Paced",
            before: builder => builder.Services.AddSingleton<TimeProvider>(time));
        await AskAsync(each: 1);
        var before = Runs.OfCheapToo;
        app.Reload("HealthPoint:Checks:cheap-too:RefreshPeriod", "600");
        await Until.TrueAsync(() => Runs.OfCheapToo == before + 1);
        await app.SendAsync("/health/");
        await AskAsync(each: 0);
        app.Reload("HealthPoint:Checks:cheap-too:RefreshPeriod", null);
        await AskAsync(each: 1);

        async Task AskAsync(int each)
        {
            for (var i = 0; i < 10; i++)
            {
                var expected = Runs.OfCheapToo + each;
                Assert.Equal(200, (await app.SendAsync(i % 2 == 0 ? "/health/" : "/health/?test=cheap-too")).Status);
                Assert.Equal(expected, Runs.OfCheapToo);
            }
        }
    }

    [Fact]
    public async Task A_foreign_check_can_be_refreshed_as_well()
    {
        var runs = 0;
        await using var app = await StartAsync(
            static check => check.RefreshPeriod = null,
            new() { ["HealthPoint:Checks:foreign:RefreshPeriod"] = "60" },
            more: builder => builder.Services.AddHealthChecks().AddCheck("foreign", () => HealthCheckResult.Healthy($"run {Interlocked.Increment(ref runs)}")));
        await SleepsAsync(() => runs == 1);
        _time.Advance(await _time.ToNextAsync());
        await SleepsAsync(() => runs == 2);
        Assert.Equal("success: run 2", await app.ReadAsync("foreign"));
    }

    [Fact]
    public async Task While_a_dependency_is_down_its_dependent_is_not_run_and_is_not_called_stale_when_it_is_back()
    {
        var database = new Puppet();
        await using var app = await StartAsync(
            static check => check.DependsOn = ["database"],
            more: builder => builder.AddCheck("database", database.RunAsync));
        await SleepsAsync(() => (_check.Runs, database.Runs) == (1, 1));
        Assert.Equal("success: run 1", await app.ReadAsync("a"));

        database.Status = HealthStatus.Unhealthy;
        for (var run = 2; run <= 5; run++)
        {
            _time.Advance(await _time.ToNextAsync());
            await SleepsAsync(() => database.Runs == run);
            Assert.Equal("error: skipped: depends on database", await app.ReadAsync("a"));
        }

        Assert.Equal(1, _check.Runs);
        database.Status = HealthStatus.Healthy;
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("success: run 2", await app.ReadAsync("a"));
        Assert.Equal(200, (await app.SendAsync("/health/")).Status);
        await SleepsAsync(static () => true);
        _time.Advance(await _time.ToNextAsync());
        await SleepsAsync(() => _check.Runs == 3);
        Assert.Equal("success: run 3", await app.ReadAsync("a"));
    }

    /// <summary>
    /// Waits until the loop sleeps and no run is under way. The deadline of a run would be nearer than the loop's next tick.
    /// </summary>
    private Task SleepsAsync(Func<bool> andAlso, TimeSpan? atLeast = null) =>
        Until.TrueAsync(() => andAlso() && _time.Waits is [var wait] && wait >= (atLeast ?? TimeSpan.FromSeconds(30)));

    private Task<TestApp> StartAsync(
        Action<CheckOptions>? configure = null, TestSettings? settings = null, Action<WebApplication>? map = null, Action<IHealthPointBuilder>? more = null) =>
        TestApp.StartAsync(
            builder =>
            {
                builder.AddCheck("a", _check.RunAsync, check =>
                {
                    check.RefreshPeriod = Minute;
                    configure?.Invoke(check);
                });
                more?.Invoke(builder);
            },
            map,
            settings: TestSettings.John.And(settings),
            before: builder => builder.Services.AddSingleton<TimeProvider>(_time));
}
