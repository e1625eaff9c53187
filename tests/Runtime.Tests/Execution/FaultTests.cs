using HealthPoint.Execution;
using HealthPoint.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HealthPoint.Tests.Execution;

/// <summary>An exception on one of HealthPoint's own threads ends neither the thread nor the process, and costs no caller its answer.</summary>
public sealed class FaultTests
{
    [Fact]
    public async Task A_clock_that_throws_on_a_thread_of_checks_is_told_of_once_and_costs_no_run_its_place()
    {
        var broken = false;
        var time = new HookedTime { OnTimestamp = () => ThrowIf(broken && Thread.CurrentThread.Name is "HealthPoint check") };
        var check = new Puppet();
        await using var app = await StartAsync(time, check, new() { ["HealthPoint:MaxConcurrency"] = "1" });
        Assert.Equal(200, (await app.SendAsync("/health/")).Status);

        broken = true;
        for (var i = 0; i < 3; i++)
        {
            // With one place for all checks, the next request would fail if the place were lost.
            Assert.Equal(200, (await app.SendAsync("/health/")).Status);
        }

        broken = false;
        Assert.Equal("run 5", (await app.SendAsync("/health/", "john:doe")).Detail("success", "a"));
        Assert.Single(app.Log.OfHealthPoint, static line => line.Level == LogLevel.Error && line.Exception is InvalidTimeZoneException);
        Assert.InRange(app.Services.GetRequiredService<HealthPointRunner>().Engine.Faults.Count, 3, long.MaxValue);
    }

    [Fact]
    public async Task A_clock_that_throws_on_the_thread_of_a_deadline_does_not_end_the_process_and_the_report_comes_at_its_deadline()
    {
        var broken = false;
        using var onTimer = new ThreadLocal<bool>();
        var time = new HookedTime
        {
            OnTimestamp = () => ThrowIf(broken && onTimer.Value),
            OnTimer = (callback, state) => TimeProvider.System.CreateTimer(
                state =>
                {
                    onTimer.Value = true;
                    callback(state);
                    onTimer.Value = false;
                },
                state,
                Timeout.InfiniteTimeSpan,
                Timeout.InfiniteTimeSpan),
        };
        var check = new Puppet();
        await using var app = await StartAsync(time, check, new() { ["HealthPoint:Checks:a:Timeout"] = "0.1" });
        broken = true;
        check.Hold();
        Assert.Equal("timed out after 0.1 s", (await app.SendAsync("/health/", "john:doe")).Detail("error", "a"));
        Assert.Contains(app.Log.OfHealthPoint, static line => line.Level == LogLevel.Error && line.Exception is InvalidTimeZoneException);
        check.Release();
    }

    [Fact]
    public async Task A_timer_that_cannot_be_made_is_replaced_by_one_of_the_systems()
    {
        var broken = false;
        var time = new HookedTime { OnTimer = (_, _) => broken ? throw new InvalidTimeZoneException("no timer") : null };
        var check = new Puppet();
        check.Hold();
        await using var app = await StartAsync(time, check, new() { ["HealthPoint:DefaultTimeout"] = "0.1" });
        broken = true;
        Assert.Equal("timed out after 0.1 s", (await app.SendAsync("/health/", "john:doe")).Detail("error", "a"));
        Assert.Contains(app.Log.OfHealthPoint, static line => line.Level == LogLevel.Error && line.Exception is InvalidTimeZoneException);
        broken = false;
        check.Release();
    }

    [Fact]
    public async Task A_timer_that_fires_before_it_is_armed_for_good_does_not_leave_a_dead_run_behind()
    {
        // The eager timer fires within Change, whatever time it was set to.
        var eager = true;
        var time = new HookedTime { OnTimer = (callback, state) => eager ? new EagerTimer(callback, state) : null };
        var check = new Puppet();
        await using var app = await StartAsync(time, check);
        Assert.Equal("not started within 10 s", (await app.SendAsync("/health/", "john:doe")).Detail("error", "a"));
        eager = false;
        Assert.Equal("run 1", (await app.SendAsync("/health/", "john:doe")).Detail("success", "a"));
    }

    [Fact]
    public async Task The_loop_of_background_runs_outlives_a_clock_that_throws()
    {
        var broken = false;
        var time = new HookedTime { OnTimestamp = () => ThrowIf(Volatile.Read(ref broken)) };
        var check = new Puppet();
        await using var app = await StartAsync(time, check, new() { ["HealthPoint:Checks:a:RefreshPeriod"] = "0.02" });
        await Until.TrueAsync(() => check.Runs > 2);
        Volatile.Write(ref broken, true);
        await Until.TrueAsync(() => app.Log.OfHealthPoint.Any(static line => line.Exception is InvalidTimeZoneException));
        Volatile.Write(ref broken, false);
        var runs = check.Runs;
        await Until.TrueAsync(() => check.Runs > runs + 2);
        Assert.False(app.Services.GetRequiredService<Microsoft.Extensions.Hosting.IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested);
    }

    [Fact]
    public async Task A_clock_of_the_applications_own_is_told_of_at_start_up_and_the_systems_is_not()
    {
        await using var own = await StartAsync(new HookedTime(), new Puppet());
        await using var system = await TestApp.StartAsync();
        Assert.Single(own.Log.OfHealthPoint, static line => line.Message.Contains("TimeProvider of its own (HealthPoint.Tests.Execution.HookedTime)", StringComparison.Ordinal));
        Assert.DoesNotContain(system.Log.OfHealthPoint, static line => line.Message.Contains("TimeProvider", StringComparison.Ordinal));
    }

    private static Task<TestApp> StartAsync(HookedTime time, Puppet check, TestSettings? settings = null) => TestApp.StartAsync(
        builder => builder.AddCheck("a", check.RunAsync),
        settings: TestSettings.John.And(new() { ["HealthPoint:CacheDuration"] = "0" }).And(settings),
        before: builder => builder.Services.AddSingleton<TimeProvider>(time));

    private static void ThrowIf(bool broken)
    {
        if (broken)
        {
            throw new InvalidTimeZoneException("the clock is broken");
        }
    }

    private sealed class EagerTimer(TimerCallback callback, object? state) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                callback(state);
            }

            return true;
        }

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => default;
    }
}
