using System.Diagnostics.Metrics;
using HealthPoint.Configuration;
using HealthPoint.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Tests;

/// <summary>What the meter <c>HealthPoint</c> says.</summary>
public sealed class MetricsTests : IDisposable
{
    private const string Status = "healthpoint.check.status", Duration = "healthpoint.check.duration", Age = "healthpoint.check.age", Transitions = "healthpoint.check.transitions",
        Refused = "healthpoint.settings.refused";

    private readonly ManualTime _time = new();
    private readonly Puppet _check = new();
    private readonly ManualResetEventSlim _release = new();

    public void Dispose() => _release.Set();

    [Fact]
    public async Task The_instruments_have_these_names_kinds_and_units()
    {
        await using var app = await StartAsync();
        using var metrics = new Measurements(app);
        Assert.Equal(
            [
                "healthpoint.auth.rejected Counter {attempt}",
                "healthpoint.check.age ObservableGauge s",
                "healthpoint.check.duration Histogram s",
                "healthpoint.check.status ObservableGauge {check}",
                "healthpoint.check.transitions ObservableCounter {transition}",
                "healthpoint.observer.dropped_reports ObservableCounter {report}",
                "healthpoint.settings.refused ObservableGauge {reload}",
                "healthpoint.thread.faults ObservableCounter {fault}",
            ],
            metrics.Instruments.Select(static instrument => $"{instrument.Name} {instrument.GetType().Name.Split('`')[0]} {instrument.Unit}").Order(StringComparer.Ordinal).ToArray());
        Assert.All(metrics.Instruments, static instrument => Assert.NotEmpty(instrument.Description!));
    }

    [Fact]
    public async Task As_long_as_the_reloaded_configuration_is_refused_a_gauge_is_up_and_each_hour_the_log_says_so_again()
    {
        await using var app = await StartAsync();
        using var metrics = new Measurements(app, only: Refused);
        Assert.Equal(0, Assert.Single(metrics.Collect(Refused)).Value);
        app.Reload("HealthPoint:CacheDuration", "soon");
        app.Reload("HealthPoint:CacheDuration", "soon");
        Assert.Equal(1, Assert.Single(metrics.Collect(Refused)).Value);
        Assert.Equal(1, Lines("soon"));
        _time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(1, Lines("soon"));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(2, Lines("soon"));
        _time.Advance(TimeSpan.FromHours(3));
        Assert.Equal(5, Lines("soon"));

        // Another mistake is logged at once, and its own hour begins.
        _time.Advance(TimeSpan.FromMinutes(30));
        app.Reload("HealthPoint:CacheDuration", "later");
        Assert.Equal((5, 1), (Lines("soon"), Lines("later")));
        _time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal((5, 1), (Lines("soon"), Lines("later")));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((5, 2), (Lines("soon"), Lines("later")));

        app.Reload("HealthPoint:CacheDuration", "2");
        Assert.Equal(0, Assert.Single(metrics.Collect(Refused)).Value);
        _time.Advance(TimeSpan.FromHours(5));
        Assert.Equal((5, 2), (Lines("soon"), Lines("later")));

        app.Reload("HealthPoint:CacheDuration", "later");
        Assert.Equal(1, Assert.Single(metrics.Collect(Refused)).Value);
        Assert.Equal(3, Lines("later"));
        await app.DisposeAsync();
        _time.Advance(TimeSpan.FromHours(5));
        Assert.Equal(3, Lines("later"));

        int Lines(string value) => app.Log.OfHealthPoint.Count(line => line.Message.Contains($"is refused, the last good settings stay: HealthPoint:CacheDuration is '{value}'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_check_has_one_of_three_statuses_and_none_before_its_first_run()
    {
        await using var app = await StartAsync();
        using var metrics = new Measurements(app);
        Assert.Equal("a healthy 0; a degraded 0; a unhealthy 0", Collect(metrics, Status));
        await AskAsync(app, HealthStatus.Healthy);
        Assert.Equal("a healthy 1; a degraded 0; a unhealthy 0", Collect(metrics, Status));
        await AskAsync(app, HealthStatus.Degraded);
        Assert.Equal("a healthy 0; a degraded 1; a unhealthy 0", Collect(metrics, Status));
        await AskAsync(app, HealthStatus.Unhealthy);
        Assert.Equal("a healthy 0; a degraded 0; a unhealthy 1", Collect(metrics, Status));
    }

    [Fact]
    public async Task The_status_is_the_verdict_and_a_duration_has_what_its_run_came_to()
    {
        await using var app = await StartAsync(static check => check.FailureThreshold = 2);
        using var metrics = new Measurements(app);
        await AskAsync(app, HealthStatus.Healthy);
        await AskAsync(app, HealthStatus.Unhealthy);
        Assert.Equal("a healthy 1; a degraded 0; a unhealthy 0", Collect(metrics, Status));
        Assert.Equal("a healthy 0; a degraded 0; a unhealthy 0", Collect(metrics, Transitions));
        await AskAsync(app, HealthStatus.Unhealthy);
        Assert.Equal("a healthy 0; a degraded 0; a unhealthy 1", Collect(metrics, Status));
        Assert.Equal("a healthy 0; a degraded 0; a unhealthy 1", Collect(metrics, Transitions));
        await Until.TrueAsync(() => metrics.Recorded(Duration).Count == 3);
        Assert.Equal("healthy unhealthy unhealthy", string.Join(' ', metrics.Recorded(Duration).Select(static one => one.Status)));
    }

    [Fact]
    public async Task Transitions_are_counted_by_what_a_verdict_turned_to_and_the_first_counts_when_it_is_not_healthy()
    {
        await using var app = await StartAsync(more: static builder => builder.AddCheck("b", static (_, _) => ValueTask.FromResult(HealthCheckResult.Unhealthy())));
        using var metrics = new Measurements(app);
        await AskAsync(app, HealthStatus.Healthy);
        await AskAsync(app, HealthStatus.Degraded);
        await AskAsync(app, HealthStatus.Degraded);
        await AskAsync(app, HealthStatus.Healthy);
        await AskAsync(app, HealthStatus.Unhealthy);
        await AskAsync(app, HealthStatus.Healthy);
        Assert.Equal("a healthy 2; a degraded 1; a unhealthy 1; b healthy 0; b degraded 0; b unhealthy 1", Collect(metrics, Transitions));
    }

    [Fact]
    public async Task The_age_is_that_of_the_last_run_that_ended_in_time_or_not()
    {
        await using var app = await StartAsync();
        using var metrics = new Measurements(app);
        Assert.Equal("", Collect(metrics, Age));
        await AskAsync(app, HealthStatus.Healthy);
        Assert.Equal("a  10", Collect(metrics, Age));
        _time.Advance(TimeSpan.FromSeconds(2.5));
        Assert.Equal("a  12.5", Collect(metrics, Age));

        _check.Hold();
        var request = app.SendAsync("/health/");
        await Until.TrueAsync(() => _check.Runs == 2);
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(500, (await request).Status);
        Assert.Equal("a  22.5", Collect(metrics, Age));
        _time.Advance(TimeSpan.FromSeconds(10));
        _check.Release();
        await Until.TrueAsync(() => Collect(metrics, Age) is "a  0");
    }

    [Fact]
    public async Task The_age_of_a_check_that_the_lane_runs_quickly_is_told_as_well()
    {
        await using var app = await StartDemandingAsync();
        using var metrics = new Measurements(app, only: Age);
        for (var i = 0; i < 30; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(10));
            Assert.Equal(200, (await app.SendAsync("/health/")).Status);
            Assert.Equal("demanding  0", Collect(metrics, Age));
        }
    }

    [Fact]
    public async Task Each_run_has_one_duration_however_many_callers_share_it()
    {
        await using var app = await StartAsync();
        using var metrics = new Measurements(app);
        _check.Hold();
        var requests = Enumerable.Range(0, 10).Select(_ => app.SendAsync("/health/")).ToArray();
        await Until.TrueAsync(() => _check.Runs == 1);
        _time.Advance(TimeSpan.FromSeconds(1.5));
        _check.Release();
        await Task.WhenAll(requests);
        await app.SendAsync("/health/");
        await AskAsync(app, HealthStatus.Healthy);
        await AskAsync(app, HealthStatus.Unhealthy);
        await Until.TrueAsync(() => metrics.Recorded(Duration).Count == 2);
        Assert.Equal("a healthy 1.5; a unhealthy 0", string.Join("; ", metrics.Recorded(Duration)));
    }

    [Fact]
    public async Task A_run_that_hangs_has_a_duration_at_its_deadline_and_no_second_one_when_it_ends()
    {
        await using var app = await StartAsync();
        using var metrics = new Measurements(app);
        _check.Hold();
        var request = app.SendAsync("/health/");
        await Until.TrueAsync(() => _check.Runs == 1);
        _time.Advance(TimeSpan.FromSeconds(10));
        await request;
        await Until.TrueAsync(() => metrics.Recorded(Duration).Count == 1);
        _time.Advance(TimeSpan.FromSeconds(30));
        _check.Release();
        await Until.TrueAsync(() => app.Log.OfHealthPoint.Any(static line => line.Message.StartsWith("Health check a ended 40 s after", StringComparison.Ordinal)));
        await AskAsync(app, HealthStatus.Healthy);
        await Until.TrueAsync(() => metrics.Recorded(Duration).Count == 2);
        Assert.Equal("a unhealthy 10; a healthy 0", string.Join("; ", metrics.Recorded(Duration)));
    }

    [Fact]
    public async Task Runs_at_the_lane_have_a_duration_as_soon_as_anybody_listens()
    {
        await using var app = await StartDemandingAsync();
        for (var i = 0; i < 30; i++)
        {
            await app.SendAsync("/health/");
        }

        using var metrics = new Measurements(app, only: Duration);
        for (var i = 1; i <= 30; i++)
        {
            Assert.Equal(200, (await app.SendAsync("/health/")).Status);
            await Until.TrueAsync(() => metrics.Recorded(Duration).Count == i);
        }

        Assert.All(metrics.Recorded(Duration), static one => Assert.Equal("demanding healthy 0", one.ToString()));
    }

    [Fact]
    public async Task A_disabled_check_is_not_measured_and_a_silenced_one_is()
    {
        await using var app = await StartAsync(more: static builder => builder.AddCheck("b", static (_, _) => ValueTask.FromResult(HealthCheckResult.Unhealthy())));
        using var metrics = new Measurements(app);
        app.Reload("HealthPoint:Silenced:0", "b");
        await AskAsync(app, HealthStatus.Healthy);
        app.Reload("HealthPoint:Checks:a:Enabled", "false");
        Assert.Equal("b healthy 0; b degraded 0; b unhealthy 1", Collect(metrics, Status));
        Assert.Equal("b  10", Collect(metrics, Age));
        Assert.Equal("b healthy 0; b degraded 0; b unhealthy 1", Collect(metrics, Transitions));
        app.Reload("HealthPoint:Checks:a:Enabled", "true");
        Assert.Equal("a healthy 1; a degraded 0; a unhealthy 0; b healthy 0; b degraded 0; b unhealthy 1", Collect(metrics, Status));
    }

    [Fact]
    public async Task Two_applications_in_one_process_do_not_mix()
    {
        var one = await StartAsync();
        await using var other = await TestApp.StartAsync(static builder => builder.AddCheck("other", static (_, _) => ValueTask.FromResult(HealthCheckResult.Degraded())));
        using var metricsOfOne = new Measurements(one);
        using var metricsOfOther = new Measurements(other);
        await one.SendAsync("/health/");
        await other.SendAsync("/health/");
        Assert.Equal("a healthy 1; a degraded 0; a unhealthy 0", Collect(metricsOfOne, Status));
        Assert.Equal("other healthy 0; other degraded 1; other unhealthy 0", Collect(metricsOfOther, Status));
        await Until.TrueAsync(() => metricsOfOne.Recorded(Duration).Count == 1 && metricsOfOther.Recorded(Duration).Count == 1);
        Assert.Equal("a", metricsOfOne.Recorded(Duration)[0].Check);

        // The meter of an application that was disposed is no longer asked.
        await one.DisposeAsync();
        Assert.Empty(metricsOfOne.Collect(Status));
    }

    [Fact]
    public async Task A_listener_that_throws_or_blocks_harms_no_report()
    {
        await using var app = await StartAsync();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name is Duration && ReferenceEquals(instrument.Meter.Scope, app.Services.GetRequiredService<IMeterFactory>()))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        var blocks = false;
        var measured = 0;
        listener.SetMeasurementEventCallback<double>((_, _, _, _) =>
        {
            Interlocked.Increment(ref measured);
            if (blocks)
            {
                _release.Wait();
            }

            throw new InvalidOperationException("a broken listener");
        });
        listener.Start();
        Assert.Equal(200, await AskAsync(app, HealthStatus.Healthy));
        Assert.Equal(500, await AskAsync(app, HealthStatus.Unhealthy));
        await Until.TrueAsync(() => measured == 2);
        blocks = true;
        Assert.Equal(200, await AskAsync(app, HealthStatus.Healthy));
        Assert.Equal(500, await AskAsync(app, HealthStatus.Unhealthy));
        Assert.Equal(200, await AskAsync(app, HealthStatus.Healthy));
    }

    [Fact]
    public async Task Probes_stay_out_of_the_applications_own_HTTP_metrics()
    {
        Assert.SkipUnless(Environment.Version.Major >= 10, "Older frameworks measure every request.");
        await using var app = await StartAsync(map: static app =>
        {
            app.MapHealthPoint();
            app.MapHealthPoint("/other");
            app.MapGet("/page", static () => "a page");
        });
        using var metrics = new Measurements(app, "Microsoft.AspNetCore.Hosting", "http.server.request.duration");
        await app.SendAsync("/health/");
        await app.SendAsync("/other", "john:doe");
        await app.SendAsync("/health/", method: HttpMethod.Post);
        await app.SendAsync("/page");
        await Until.TrueAsync(() => metrics.Recorded("http.server.request.duration").Count >= 1);
        Assert.Equal("/page", Assert.Single(metrics.Recorded("http.server.request.duration")).Tags["http.route"]);
    }

    [Fact]
    public async Task Durations_have_buckets_for_seconds()
    {
        Assert.SkipUnless(Environment.Version.Major >= 10, "Older frameworks have no word for it.");
        await using var app = await StartAsync();
        using var metrics = new Measurements(app, only: Duration);
        Assert.Contains(0.01, (IEnumerable<double>)((dynamic)Assert.Single(metrics.Instruments)).Advice.HistogramBucketBoundaries);
    }
    private async Task<int> AskAsync(TestApp app, HealthStatus status)
    {
        _check.Status = status;
        var answer = await app.SendAsync("/health/");
        _time.Advance(TimeSpan.FromSeconds(10));
        return answer.Status;
    }

    private static string Collect(Measurements metrics, string instrument) => string.Join("; ", metrics.Collect(instrument));

    private Task<TestApp> StartAsync(Action<CheckOptions>? configure = null, Action<IHealthPointBuilder>? more = null, Action<WebApplication>? map = null) => TestApp.StartAsync(
        builder =>
        {
            builder.AddCheck("a", _check.RunAsync, configure);
            more?.Invoke(builder);
        },
        map,
        settings: TestSettings.John,
        before: builder => builder.Services.AddSingleton<TimeProvider>(_time));

    private Task<TestApp> StartDemandingAsync() => TestApp.StartAsync(
        application: "Demanding",
        settings: TestSettings.Demanding.And(new() { ["HealthPoint:CacheDuration"] = "0" }),
        before: builder => builder.Services.AddSingleton<TimeProvider>(_time));
}
