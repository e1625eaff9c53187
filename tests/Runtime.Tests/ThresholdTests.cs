using HealthPoint.Configuration;
using HealthPoint.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Paced;

namespace HealthPoint.Tests;

/// <summary>A good verdict turns after so many failed runs in a row, a bad one after a single good run.</summary>
public sealed class ThresholdTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly ManualTime _time = new();
    private readonly Puppet _check = new();
    private readonly WaitingCallers _callers = new();

    [Fact]
    public async Task The_first_result_counts_at_once()
    {
        _check.Status = HealthStatus.Unhealthy;
        await using var app = await StartAsync();
        Assert.Equal("error: run 1", await app.ReadAsync("a"));
        Assert.Equal(500, (await app.SendAsync("/health/")).Status);
    }

    [Fact]
    public async Task After_a_success_only_the_third_failed_run_in_a_row_turns_the_verdict_and_one_success_turns_it_back()
    {
        await using var app = await StartAsync();
        Assert.Equal("success: run 1", await NextAsync(app));
        _check.Status = HealthStatus.Unhealthy;
        Assert.Equal("success: failed 1 of 3 times: run 2", await NextAsync(app));
        Assert.Equal(200, (await app.SendAsync("/health/")).Status);
        Assert.Equal("success: failed 2 of 3 times: run 3", await NextAsync(app));
        Assert.Equal("error: run 4", await NextAsync(app));
        Assert.Equal(500, (await app.SendAsync("/health/")).Status);
        Assert.Equal("error: run 5", await NextAsync(app));
        _check.Status = HealthStatus.Healthy;
        Assert.Equal("success: run 6", await NextAsync(app));
        _check.Status = HealthStatus.Unhealthy;
        Assert.Equal("success: failed 1 of 3 times: run 7", await NextAsync(app));
    }

    [Fact]
    public async Task One_success_in_between_starts_the_count_again()
    {
        await using var app = await StartAsync();
        await NextAsync(app);
        foreach (var round in new[] { 2, 5, 8 })
        {
            _check.Status = HealthStatus.Unhealthy;
            Assert.Equal($"success: failed 1 of 3 times: run {round}", await NextAsync(app));
            Assert.Equal($"success: failed 2 of 3 times: run {round + 1}", await NextAsync(app));
            _check.Status = HealthStatus.Healthy;
            Assert.Equal($"success: run {round + 2}", await NextAsync(app));
        }
    }

    [Fact]
    public async Task Callers_cannot_hurry_it_however_many_they_are_and_whatever_they_ask()
    {
        await using var app = await StartAsync(map: static app =>
        {
            app.MapHealthPoint();
            app.MapHealthChecks("/hc");
        });
        await NextAsync(app);
        _check.Status = HealthStatus.Unhealthy;
        for (var failed = 1; failed <= 2; failed++)
        {
            for (var i = 0; i < 5; i++)
            {
                var answers = await Task.WhenAll(Enumerable.Range(0, 5).SelectMany(_ => new[] { app.SendAsync("/health/"), app.SendAsync("/hc"), app.SendAsync("/health/?test=a", "john:doe") }));
                Assert.All(answers, static answer => Assert.Equal(200, answer.Status));
            }

            Assert.Equal($"success: failed {failed} of 3 times: run {failed + 1}", await NextAsync(app));
        }

        Assert.Equal("error: run 4", await NextAsync(app));
    }

    [Theory]
    [InlineData("third-time", null, null, 3)]
    [InlineData("third-time", 2, null, 2)]
    [InlineData("third-time", 2, 4, 4)]
    [InlineData("third-time", null, 1, 1)]
    [InlineData("kept-for-5", null, null, 1)]
    [InlineData("kept-for-5", null, 2, 2)]
    public async Task Code_wins_over_the_attribute_and_the_configuration_over_both(string check, int? code, int? configured, int threshold)
    {
        var runs = new Runs();
        await using var app = await TestApp.StartAsync(
            builder => builder.Services.AddSingleton(runs).Configure<HealthPointOptions>(options =>
            {
                if (code is { } given)
                {
                    options.Checks[check] = new CheckOptions { FailureThreshold = given };
                }
            }),
            application: "Paced",
            settings: TestSettings.John.And(new() { [$"HealthPoint:Checks:{check}:FailureThreshold"] = configured?.ToString(System.Globalization.CultureInfo.InvariantCulture) }),
            before: UseTime);
        await app.ReadAsync(check, "?test=" + check);
        runs.Down[check] = true;
        for (var failed = 1; failed <= threshold; failed++)
        {
            _time.Advance(5 * Second);
            Assert.Equal(
                failed == threshold ? $"error: run {failed + 1}" : $"success: failed {failed} of {threshold} times: run {failed + 1}",
                await app.ReadAsync(check, "?test=" + check));
        }
    }

    [Fact]
    public async Task A_check_that_hangs_for_ever_turns_in_time_and_callers_cannot_hurry_that_either()
    {
        await using var app = await StartAsync(static check => check.Timeout = 2 * Second);
        await NextAsync(app);
        _check.Hold();
        var (waiting, hangs) = (_callers.Count, app.ReadAsync("a"));
        await Until.TrueAsync(() => _check.Runs == 2 && _callers.Count > waiting);
        _time.Advance(2 * Second);
        Assert.Equal("success: failed 1 of 3 times: timed out after 2 s", await hangs);
        foreach (var expected in new[]
        {
            "success: failed 1 of 3 times: timed out after 2 s (still running, 2 s)",
            "success: failed 2 of 3 times: timed out after 2 s (still running, 3 s)",
            "error: timed out after 2 s (still running, 4 s)",
        })
        {
            for (var i = 0; i < 5; i++)
            {
                Assert.Equal(expected, await app.ReadAsync("a"));
                Assert.Equal(expected.StartsWith("success", StringComparison.Ordinal) ? 200 : 500, (await app.SendAsync("/health/")).Status);
            }

            _time.Advance(Second);
        }

        Assert.Equal(2, _check.Runs);
    }

    [Fact]
    public async Task A_refresh_that_hangs_for_ever_turns_with_nobody_asking()
    {
        await using var app = await StartAsync(static check => (check.RefreshPeriod, check.FailureThreshold) = (60 * Second, 2));
        await SleepsAsync(() => _check.Runs == 1);
        _check.Hold();
        _time.Advance(await _time.ToNextAsync());
        await Until.TrueAsync(() => _check.Runs == 2 && _time.Timers == 2);
        _time.Advance(10 * Second);
        for (var tick = 0; tick < 3; tick++)
        {
            _time.Advance(await _time.ToNextAsync());
            await SleepsAsync(static () => true);
        }

        await Until.TrueAsync(() => Transitions(app).Count == 1);
        Assert.StartsWith("Health check a is Unhealthy: timed out after 10 s (still running, ", Transitions(app)[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_check_that_never_gets_its_turn_turns_in_time()
    {
        var busy = new Puppet();
        await using var app = await StartAsync(
            static check => check.Timeout = 2 * Second,
            new() { ["HealthPoint:MaxConcurrency"] = "1" },
            more: builder => builder.AddCheck("busy", busy.RunAsync, static check => check.Timeout = TimeSpan.FromHours(1)));
        await NextAsync(app);
        busy.Hold();
        var (before, first) = (_callers.Count, app.SendAsync("/health/?test=busy", "john:doe"));
        await Until.TrueAsync(() => _callers.Count > before);
        foreach (var expected in new[] { "success: failed 1 of 3 times: not started within 2 s", "success: failed 2 of 3 times: not started within 2 s", "error: not started within 2 s" })
        {
            var (waiting, answer) = (_callers.Count, app.ReadAsync("a", "?test=a"));
            await Until.TrueAsync(() => _callers.Count > waiting);
            _time.Advance(2 * Second);
            Assert.Equal(expected, await answer);
        }

        busy.Release();
        await first;
        Assert.Equal(1, _check.Runs);
        Assert.Equal("success: run 2", await app.ReadAsync("a"));
    }

    [Fact]
    public async Task Failed_refreshes_turn_it_with_nobody_asking()
    {
        await using var app = await StartAsync(static check => check.RefreshPeriod = 60 * Second);
        await SleepsAsync(() => _check.Runs == 1);
        _check.Status = HealthStatus.Unhealthy;
        for (var run = 2; run <= 4; run++)
        {
            Assert.Empty(Transitions(app));
            _time.Advance(await _time.ToNextAsync());
            await SleepsAsync(() => _check.Runs == run);
        }

        Assert.Equal("error: run 4", await app.ReadAsync("a"));
        await Until.TrueAsync(() => Transitions(app).Count == 1);
    }

    [Fact]
    public async Task A_refresh_that_times_out_is_a_failed_run_also_where_its_period_was_a_bit_shorter()
    {
        // The period is a bit shorter in half of the rounds.
        await using var app = await StartAsync(static check => (check.RefreshPeriod, check.Timeout) = (100 * Second, Second));
        await SleepsAsync(() => _check.Runs == 1);
        for (var round = 1; round <= 20; round++)
        {
            _check.Status = HealthStatus.Unhealthy;
            _time.Advance(await _time.ToNextAsync());
            await SleepsAsync(() => _check.Runs == (3 * round) - 1);
            Assert.Equal($"success: failed 1 of 3 times: run {(3 * round) - 1}", await app.ReadAsync("a"));
            _check.Hold();
            _time.Advance(await _time.ToNextAsync());
            await Until.TrueAsync(() => _check.Runs == 3 * round && _time.Timers == 2);
            _time.Advance(Second);
            Assert.Equal("success: failed 2 of 3 times: timed out after 1 s (still running, 1 s)", await app.ReadAsync("a"));
            _check.Status = HealthStatus.Healthy;
            _check.Release();
            await Until.TrueAsync(() => app.Log.OfHealthPoint.Count(static line => line.Message.Contains("past its deadline", StringComparison.Ordinal)) == round);
            _time.Advance(await _time.ToNextAsync());
            await SleepsAsync(() => _check.Runs == (3 * round) + 1);
        }
    }

    [Theory]
    [InlineData(HealthStatus.Unhealthy)]
    [InlineData(HealthStatus.Degraded)]
    public async Task A_mere_warning_has_a_threshold_too(HealthStatus status)
    {
        await using var app = await StartAsync(static check => (check.FailureStatus, check.FailureThreshold) = (HealthStatus.Degraded, 2));
        await NextAsync(app);
        _check.Status = status;
        Assert.Equal("success: failed 1 of 2 times: run 2", await NextAsync(app));
        Assert.Equal("warning: run 3", await NextAsync(app));
        _check.Status = HealthStatus.Healthy;
        Assert.Equal("success: run 4", await NextAsync(app));
    }

    [Fact]
    public async Task A_line_is_logged_when_the_verdict_turns_and_none_while_it_stays()
    {
        await using var app = await StartAsync();
        await NextAsync(app);
        _check.Status = HealthStatus.Unhealthy;
        for (var i = 0; i < 5; i++)
        {
            await NextAsync(app);
        }

        _check.Status = HealthStatus.Healthy;
        await NextAsync(app);
        await NextAsync(app);
        _check.Status = HealthStatus.Degraded;
        for (var i = 0; i < 3; i++)
        {
            await NextAsync(app);
        }

        // The log keeps its order, so once the last line is there, no line before it is missing.
        await Until.TrueAsync(() => Transitions(app).Any(static line => line.Message.Contains("Degraded", StringComparison.Ordinal)));
        Assert.Equal(
            [
                (LogLevel.Error, "Health check a is Unhealthy: run 4"),
                (LogLevel.Information, "Health check a is Healthy again: run 7"),
                (LogLevel.Warning, "Health check a is Degraded: run 11"),
            ],
            Transitions(app).Select(static line => (line.Level, line.Message)));
    }

    [Fact]
    public async Task A_first_verdict_that_is_not_healthy_is_logged()
    {
        _check.Status = HealthStatus.Unhealthy;
        await using var app = await StartAsync();
        await NextAsync(app);
        await Until.TrueAsync(() => Transitions(app).Count > 0);
        Assert.Equal("Health check a is Unhealthy: run 1", Assert.Single(Transitions(app)).Message);
    }

    [Theory]
    [InlineData("HealthPoint:CacheDuration", "0")]
    [InlineData("HealthPoint:Checks:a:CacheDuration", "0")]
    public async Task A_threshold_that_callers_could_hurry_stops_start_up(string key, string value) =>
        Assert.Equal(Refusal("a"), await TestApp.RefusesToStartAsync(AddThirdTime, settings: new() { [key] = value }));

    [Fact]
    public async Task A_threshold_that_callers_could_hurry_stops_start_up_also_when_only_code_or_attributes_say_so()
    {
        Assert.Equal(Refusal("a"), await TestApp.RefusesToStartAsync(
            builder => builder.AddCheck("a", _check.RunAsync, static check => (check.FailureThreshold, check.CacheDuration) = (3, TimeSpan.Zero))));
        Assert.Equal(Refusal("a"), await TestApp.RefusesToStartAsync(builder =>
        {
            AddThirdTime(builder);
            builder.Services.Configure<HealthPointOptions>(static options => options.CacheDuration = TimeSpan.Zero);
        }));
        Assert.Equal(Refusal("third-time"), await TestApp.RefusesToStartAsync(
            static builder => builder.Services.AddSingleton<Runs>(), "Paced", new() { ["HealthPoint:Checks:third-time:CacheDuration"] = "0" }));
        Assert.Equal(Refusal("never-kept"), await TestApp.RefusesToStartAsync(
            static builder => builder.Services.AddSingleton<Runs>(), "Paced", new() { ["HealthPoint:Checks:never-kept:FailureThreshold"] = "3" }));
    }

    [Fact]
    public async Task A_refresh_period_is_enough_for_a_threshold()
    {
        await using var app = await StartAsync(static check => (check.CacheDuration, check.RefreshPeriod) = (TimeSpan.Zero, 60 * Second));
        Assert.Equal("success: run 1", await app.ReadAsync("a"));
    }

    [Theory]
    [InlineData("HealthPoint:Checks:a:CacheDuration", "0")]
    [InlineData("HealthPoint:CacheDuration", "0")]
    public async Task A_threshold_that_callers_could_hurry_is_refused_on_reload_and_the_last_good_settings_stay(string key, string value)
    {
        await using var app = await StartAsync();
        await NextAsync(app);
        app.Reload(key, value);
        var line = Assert.Single(app.Log.OfHealthPoint, static line => line.Level == LogLevel.Error);
        Assert.Equal("HealthPoint: the reloaded configuration is refused, the last good settings stay: " + Refusal("a"), line.Message);

        _check.Status = HealthStatus.Unhealthy;
        Assert.Equal("success: failed 1 of 3 times: run 2", await app.ReadAsync("a"));
        Assert.Equal("success: failed 1 of 3 times: run 2", await NextAsync(app));
        Assert.Equal("success: failed 2 of 3 times: run 3", await NextAsync(app));
    }

    private static string Refusal(string check) =>
        $"HealthPoint:Checks:{check}:FailureThreshold is 3, which needs a CacheDuration or a RefreshPeriod above zero: otherwise callers that ask often would turn the verdict at once.";

    private static IReadOnlyList<TestLog.Line> Transitions(TestApp app) =>
        [.. app.Log.OfHealthPoint.Where(static line => line.Message.StartsWith("Health check a is ", StringComparison.Ordinal))];

    /// <summary>What a viewer reads. Afterwards the clock moves until the result is no longer fresh.</summary>
    private async Task<string?> NextAsync(TestApp app)
    {
        var entry = await app.ReadAsync("a");
        Assert.Equal(entry, await app.ReadAsync("a"));
        _time.Advance(Second);
        return entry;
    }

    private Task SleepsAsync(Func<bool> andAlso) => Until.TrueAsync(() => andAlso() && _time.Waits is [var wait] && wait > 30 * Second);

    private void AddThirdTime(IHealthPointBuilder builder) => builder.AddCheck("a", _check.RunAsync, static check => check.FailureThreshold = 3);

    private Task<TestApp> StartAsync(
        Action<CheckOptions>? configure = null, TestSettings? settings = null, Action<WebApplication>? map = null, Action<IHealthPointBuilder>? more = null) =>
        TestApp.StartAsync(
            builder =>
            {
                builder.AddCheck("a", _check.RunAsync, check =>
                {
                    check.FailureThreshold = 3;
                    configure?.Invoke(check);
                });
                more?.Invoke(builder);
            },
            map ?? (app =>
            {
                _callers.Watch(app);
                app.MapHealthPoint();
            }),
            settings: TestSettings.John.And(settings),
            before: UseTime);

    private void UseTime(WebApplicationBuilder builder) => builder.Services.AddSingleton<TimeProvider>(_time);
}
