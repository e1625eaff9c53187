using HealthPoint.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace HealthPoint.Tests;

/// <summary>HealthPoint logs a line when a verdict turns, and none when it stays.</summary>
public sealed class TransitionLogTests
{
    private readonly ManualTime _time = new();
    private readonly Puppet _check = new();

    [Fact]
    public async Task A_check_that_stays_down_for_an_hour_of_probes_logs_one_line_going_down_and_one_coming_up()
    {
        await using var app = await StartAsync();
        Assert.Equal(200, await ProbeAsync(app));
        _check.Status = HealthStatus.Unhealthy;
        for (var probe = 0; probe < 360; probe++)
        {
            Assert.Equal(500, await ProbeAsync(app));
        }

        _check.Status = HealthStatus.Healthy;
        Assert.Equal(200, await ProbeAsync(app));
        Assert.Equal(200, await ProbeAsync(app));
        Assert.Equal(363, _check.Runs);
        Assert.Equal(
            [(LogLevel.Error, "Health check a is Unhealthy: run 2"), (LogLevel.Information, "Health check a is Healthy again: run 362")],
            await LinesAsync(app, 2));
    }

    [Fact]
    public async Task A_check_that_hangs_for_an_hour_of_probes_logs_one_line_going_down_one_when_it_ends_and_one_coming_up()
    {
        await using var app = await StartAsync();
        Assert.Equal(200, await ProbeAsync(app));
        _check.Hold();
        _time.Advance(TimeSpan.FromSeconds(10));
        var first = app.SendAsync("/health/");
        await Until.TrueAsync(() => _check.Runs == 2);
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(500, (await first).Status);
        for (var probe = 0; probe < 360; probe++)
        {
            Assert.Equal(500, await ProbeAsync(app));
        }

        _check.Release();
        await LinesAsync(app, 2);
        Assert.Equal(200, await ProbeAsync(app));
        Assert.Equal(
            [
                (LogLevel.Error, "Health check a is Unhealthy: timed out after 10 s"),
                (LogLevel.Warning, "Health check a ended 3610 s after it was asked for, past its deadline of 10 s; what it found then was not used."),
                (LogLevel.Information, "Health check a is Healthy again: run 3"),
            ],
            await LinesAsync(app, 3));
    }

    [Fact]
    public async Task A_check_that_heeds_its_deadline_is_told_of_once_and_not_as_late()
    {
        var runs = 0;
        await using var app = await TestApp.StartAsync(
            builder => builder.AddCheck("a", async (_, cancellation) =>
            {
                Interlocked.Increment(ref runs);
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
                return HealthCheckResult.Healthy();
            }),
            settings: new() { ["HealthPoint:CacheDuration"] = "0" },
            before: builder => builder.Services.AddSingleton<TimeProvider>(_time));
        for (var run = 1; run <= 5; run++)
        {
            // Until the last run has heeded its token, a caller still reads that run's timeout, so the test asks again.
            var asked = app.SendAsync("/health/");
            while (Volatile.Read(ref runs) < run)
            {
                await Until.TrueAsync(() => Volatile.Read(ref runs) == run || asked.IsCompleted);
                asked = Volatile.Read(ref runs) == run ? asked : app.SendAsync("/health/");
            }

            _time.Advance(TimeSpan.FromSeconds(10));
            Assert.Equal(500, (await asked).Status);
        }

        Assert.Equal("Health check a is Unhealthy: timed out after 10 s", Assert.Single(app.Log.OfHealthPoint, static line => line.Level >= LogLevel.Warning).Message);
    }

    [Fact]
    public async Task The_exception_is_logged_in_full_and_the_text_beside_it_without_its_secrets()
    {
        await using var app = await TestApp.StartAsync(static builder => builder.AddCheck("a", static (_, _) => throw new InvalidOperationException("Host=db;Password=s3cret")));
        await app.SendAsync("/health/");
        await Until.TrueAsync(() => app.Log.OfHealthPoint.Any(static line => line.Level == LogLevel.Error));
        var line = app.Log.OfHealthPoint.Single(static line => line.Level == LogLevel.Error);
        Assert.Equal("Health check a is Unhealthy: Host=db;Password=***", line.Message);
        Assert.Equal("Host=db;Password=s3cret", line.Exception!.Message);
    }

    [Fact]
    public async Task Nothing_a_caller_sends_is_logged()
    {
        _check.Status = HealthStatus.Unhealthy;
        await using var app = await StartAsync();
        await app.SendAsync("/health/?test=marker%0Amarker&tag=marker", "marker:marker", configure: static request =>
        {
            request.Headers.Add("X-Request-Id", "marker");
            request.Headers.UserAgent.ParseAdd("marker");
        });
        await app.SendAsync("/health/?test=marker&test=a", "john:doe");
        await LinesAsync(app, 1);
        Assert.All(app.Log.OfHealthPoint, static line => Assert.DoesNotContain("marker", line.Message + line.Exception, StringComparison.Ordinal));
    }

    private async Task<int> ProbeAsync(TestApp app)
    {
        _time.Advance(TimeSpan.FromSeconds(10));
        return (await app.SendAsync("/health/")).Status;
    }

    private static async Task<IEnumerable<(LogLevel Level, string Message)>> LinesAsync(TestApp app, int count)
    {
        await Until.TrueAsync(() => Lines().Length >= count);
        return Lines();

        (LogLevel Level, string Message)[] Lines() =>
            [.. app.Log.OfHealthPoint.Where(static line => line.Message.StartsWith("Health check a ", StringComparison.Ordinal)).Select(static line => (line.Level, line.Message))];
    }

    private Task<TestApp> StartAsync() => TestApp.StartAsync(
        builder => builder.AddCheck("a", _check.RunAsync),
        settings: TestSettings.John,
        before: builder => builder.Services.AddSingleton<TimeProvider>(_time));
}
