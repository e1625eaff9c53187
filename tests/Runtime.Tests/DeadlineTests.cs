using System.Collections.Concurrent;
using System.Diagnostics;
using HealthPoint.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Tests;

public sealed class DeadlineTests : IDisposable
{
    private readonly ManualTime _time = new();

    /// <summary>Ends the runs that would hang for ever, when the test has ended.</summary>
    private readonly ManualResetEventSlim _release = new();

    public void Dispose() => _release.Set();

    [Fact]
    public async Task A_check_hung_for_ever_ends_the_report_at_its_deadline_and_loses_nothing_of_the_others()
    {
        // The test needs real time and a really blocked thread, since time itself is its subject.
        var runs = 0;
        await using var app = await TestApp.StartAsync(
            builder => builder
                .AddCheck("good", static (_, _) => ValueTask.FromResult(HealthCheckResult.Healthy("fine")))
                .AddCheck("hung", (_, _) =>
                {
                    Interlocked.Increment(ref runs);
                    _release.Wait(CancellationToken.None);
                    return default;
                }, static check => check.Timeout = TimeSpan.FromMilliseconds(300)),
            settings: TestSettings.John);

        var started = TimeProvider.System.GetTimestamp();
        var answers = await Task.WhenAll(Enumerable.Range(0, 25).Select(_ => app.SendAsync("/health/", "john:doe")));
        Assert.True(TimeProvider.System.GetElapsedTime(started) >= TimeSpan.FromMilliseconds(300));
        Assert.All(answers, static answer =>
        {
            Assert.Equal(500, answer.Status);
            Assert.Equal("fine", answer.Detail("success", "good"));
            Assert.StartsWith("timed out after 0.3 s", answer.Detail("error", "hung"), StringComparison.Ordinal);
        });

        var later = await Task.WhenAll(Enumerable.Range(0, 25).Select(_ => app.SendAsync("/health/", "john:doe")));
        Assert.All(later, static answer => Assert.Matches(@"^timed out after 0\.3 s \(still running, \d+ s\)$", answer.Detail("error", "hung")!));
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task A_hung_check_answers_at_once_until_its_run_ends_and_then_runs_again()
    {
        var release = new TaskCompletionSource();
        var runs = 0;
        await using var app = await StartAsync(builder => builder.AddCheck("slow", async (_, _) =>
        {
            if (Interlocked.Increment(ref runs) == 1)
            {
                await release.Task;
            }

            return HealthCheckResult.Healthy();
        }, static check => check.Timeout = TimeSpan.FromSeconds(2)));

        var first = app.SendAsync("/health/", "john:doe");
        await Until.TrueAsync(() => runs == 1);
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("timed out after 2 s", (await first).Detail("error", "slow"));

        _time.Advance(TimeSpan.FromTicks(350_001_234));
        Assert.Equal("timed out after 2 s (still running, 37 s)", (await app.SendAsync("/health/", "john:doe")).Detail("error", "slow"));
        Assert.Equal(1, runs);

        release.SetResult();
        await Until.TrueAsync(() => app.Log.OfHealthPoint.Any(static line =>
            line.Message is "Health check slow ended 37 s after it was asked for, past its deadline of 2 s; what it found then was not used."));
        Assert.Equal(200, (await app.SendAsync("/health/", "john:doe")).Status);
        Assert.Equal(2, runs);
    }

    [Fact]
    public async Task A_check_that_honours_its_token_still_reads_timed_out()
    {
        var running = new TaskCompletionSource();
        await using var app = await StartAsync(builder => builder.AddCheck("slow", async (_, cancellation) =>
        {
            running.SetResult();
            await Task.Delay(Timeout.Infinite, cancellation);
            return HealthCheckResult.Healthy();
        }, static check => check.Timeout = TimeSpan.FromSeconds(2)));

        var first = app.SendAsync("/health/", "john:doe");
        await running.Task;
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("timed out after 2 s", (await first).Detail("error", "slow"));
    }

    [Fact]
    public async Task A_deadline_is_a_failure_of_the_checks_own_failure_status()
    {
        var running = new TaskCompletionSource();
        await using var app = await StartAsync(builder => builder.AddCheck("slow", async (_, _) =>
        {
            running.SetResult();
            await Task.Delay(Timeout.Infinite, CancellationToken.None);
            return default;
        }, static check => (check.Timeout, check.FailureStatus) = (TimeSpan.FromSeconds(2), HealthStatus.Degraded)));

        var first = app.SendAsync("/health/", "john:doe");
        await running.Task;
        _time.Advance(TimeSpan.FromSeconds(2));
        var answer = await first;
        Assert.Equal((200, "timed out after 2 s"), (answer.Status, answer.Detail("warning", "slow")));
    }

    [Fact]
    public async Task The_default_timeout_is_ten_seconds_and_configuration_wins_over_code()
    {
        var running = new CountdownEvent(2);
        await using var app = await StartAsync(
            builder => builder
                .AddCheck("default", Hang)
                .AddCheck("configured", Hang, static check => check.Timeout = TimeSpan.FromSeconds(3)),
            new() { ["HealthPoint:Checks:configured:Timeout"] = "00:00:04" });

        var first = app.SendAsync("/health/", "john:doe");
        await Until.TrueAsync(() => running.IsSet);
        _time.Advance(TimeSpan.FromSeconds(10));
        var answer = await first;
        Assert.Equal("timed out after 10 s", answer.Detail("error", "default"));
        Assert.Equal("timed out after 4 s", answer.Detail("error", "configured"));

        async ValueTask<HealthCheckResult> Hang(IServiceProvider services, CancellationToken cancellation)
        {
            running.Signal();
            await Task.Delay(Timeout.Infinite, cancellation);
            return default;
        }
    }

    [Fact]
    public async Task Waiting_for_a_place_counts_and_a_hung_run_gives_its_place_back()
    {
        var started = new ConcurrentQueue<string>();
        var release = new TaskCompletionSource();
        await using var app = await StartAsync(
            builder =>
            {
                builder.AddCheck("a-hung", Record("a-hung"), static check => check.Timeout = TimeSpan.FromSeconds(3));
                builder.AddCheck("b-impatient", Record("b-impatient"), static check => check.Timeout = TimeSpan.FromSeconds(2));
                builder.AddCheck("c-patient", Record("c-patient"), static check => check.Timeout = TimeSpan.FromSeconds(5));
            },
            new() { ["HealthPoint:MaxConcurrency"] = "1" });

        var first = app.SendAsync("/health/", "john:doe");
        await Until.TrueAsync(() => !started.IsEmpty && _time.Timers == 3);
        _time.Advance(TimeSpan.FromSeconds(2));
        _time.Advance(TimeSpan.FromSeconds(1));
        await Until.TrueAsync(() => started.Contains("c-patient", StringComparer.Ordinal));
        _time.Advance(TimeSpan.FromSeconds(2));

        var answer = await first;
        Assert.Equal("timed out after 3 s", answer.Detail("error", "a-hung"));
        Assert.Equal("not started within 2 s", answer.Detail("error", "b-impatient"));
        Assert.Equal("timed out after 5 s", answer.Detail("error", "c-patient"));
        Assert.Equal("a-hung,c-patient", string.Join(',', started));
        release.SetResult();

        Func<IServiceProvider, CancellationToken, ValueTask<HealthCheckResult>> Record(string name) => async (_, _) =>
        {
            started.Enqueue(name);
            await release.Task;
            return HealthCheckResult.Healthy();
        };
    }

    [Fact]
    public async Task At_most_so_many_checks_run_at_once_over_all_reports()
    {
        int running = 0, most = 0;
        await using var app = await TestApp.StartAsync(
            builder =>
            {
                for (var i = 0; i < 20; i++)
                {
                    builder.AddCheck($"check-{i}", async (_, _) =>
                    {
                        var now = Interlocked.Increment(ref running);
                        InterlockedMax(ref most, now);
                        await Task.Yield();
                        Thread.Yield();
                        Interlocked.Decrement(ref running);
                        return HealthCheckResult.Healthy();
                    });
                }
            },
            settings: new() { ["HealthPoint:MaxConcurrency"] = "3" });

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => app.SendAsync("/health/")));
        Assert.InRange(most, 2, 3);
        Assert.Equal(0, running);
    }

    [Fact]
    public async Task A_report_comes_at_its_deadline_and_not_noticeably_later()
    {
        // Time itself is the subject. So the best of several tries counts, and each is compared with a plain delay at the same time.
        var deadline = TimeSpan.FromMilliseconds(200);
        await using var app = await TestApp.StartAsync(
            builder =>
            {
                for (var i = 0; i < 8; i++)
                {
                    builder.AddCheck($"hung-{i}", (_, _) =>
                    {
                        _release.Wait(CancellationToken.None);
                        return default;
                    }, check => check.Timeout = deadline);
                }
            },
            settings: new() { ["HealthPoint:AllowAnonymousSelection"] = "true" });
        await app.SendAsync("/warm-up");

        var excess = TimeSpan.MaxValue;
        for (var i = 0; i < 8; i++)
        {
            var report = TimeAsync(() => app.SendAsync($"/health/?test=hung-{i}"));
            var delay = TimeAsync(() => Task.Delay(deadline, TimeProvider.System, TestContext.Current.CancellationToken));
            var later = await report - await delay;
            excess = later < excess ? later : excess;
        }

        Assert.InRange(excess, -deadline, TimeSpan.FromMilliseconds(100));

        static async Task<TimeSpan> TimeAsync(Func<Task> work)
        {
            var started = TimeProvider.System.GetTimestamp();
            await work();
            return TimeProvider.System.GetElapsedTime(started);
        }
    }

    [Fact]
    public async Task A_check_that_was_not_started_is_started_the_next_time()
    {
        var release = new TaskCompletionSource();
        await using var app = await StartAsync(
            builder =>
            {
                builder.AddCheck("a-first", async (_, _) =>
                {
                    await release.Task;
                    return HealthCheckResult.Healthy();
                }, static check => check.Timeout = TimeSpan.FromSeconds(5));
                builder.AddCheck("b-second", static (_, _) => ValueTask.FromResult(HealthCheckResult.Healthy()), static check => check.Timeout = TimeSpan.FromSeconds(2));
            },
            new() { ["HealthPoint:MaxConcurrency"] = "1" });

        var first = app.SendAsync("/health/", "john:doe");
        await Until.TrueAsync(() => _time.Timers == 2);
        _time.Advance(TimeSpan.FromSeconds(2));
        release.SetResult();
        Assert.Equal("not started within 2 s", (await first).Detail("error", "b-second"));
        Assert.Equal("OK", (await app.SendAsync("/health/", "john:doe")).Detail("success", "b-second"));
    }

    [Fact]
    public async Task The_token_of_a_run_fires_at_its_deadline_although_a_callback_on_it_throws()
    {
        var running = new TaskCompletionSource();
        var cancelled = new TaskCompletionSource();
        await using var app = await StartAsync(builder => builder.AddCheck("slow", async (_, cancellation) =>
        {
            cancellation.Register(cancelled.SetResult);
            cancellation.Register(static () => throw new InvalidOperationException("the callback broke"));
            running.SetResult();
            await Task.Delay(Timeout.Infinite, CancellationToken.None);
            return default;
        }));
        var first = app.SendAsync("/health/", "john:doe");
        await running.Task;
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("timed out after 10 s", (await first).Detail("error", "slow"));
        await cancelled.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_deadline_is_kept_and_a_check_is_run_although_every_thread_of_the_pool_is_blocked()
    {
        // The test needs a process of its own, since a pool whose threads all block can serve no other test.
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Starved.dll"), "--urls", "http://127.0.0.1:0"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        try
        {
            var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            Assert.Contains("the deadline was kept", output, StringComparison.Ordinal);
            Assert.Contains("the check was run", output, StringComparison.Ordinal);
        }
        finally
        {
            process.Kill();
        }
    }

    [Fact]
    public async Task A_report_waits_no_longer_than_its_own_checks_although_one_outside_the_selection_has_a_longer_deadline()
    {
        var slow = new Puppet();
        var callers = new WaitingCallers();
        await using var app = await StartDependentAsync(slow, callers, "slow");
        slow.Hold();
        var report = app.ReadAsync("dependent", "?test=dependent");
        await Until.TrueAsync(() => (slow.Runs, callers.Count) == (1, 1));
        _time.Advance(TimeSpan.FromSeconds(2.1));
        Assert.Equal("error: not started within 2 s, waiting for slow", await InTimeAsync(report));
    }

    [Fact]
    public async Task A_report_on_a_check_whose_dependency_is_down_comes_at_once_although_another_one_outside_the_selection_is_slow()
    {
        var slow = new Puppet();
        await using var app = await StartDependentAsync(slow, new WaitingCallers(), "slow", "down");
        slow.Hold();
        Assert.Equal("error: skipped: depends on down", await InTimeAsync(app.ReadAsync("dependent", "?test=dependent")));
    }

    // The limit is in real time, since the manual clock must not reach the slow check's own deadline.
    private static Task<string?> InTimeAsync(Task<string?> report) =>
        report.WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System, TestContext.Current.CancellationToken);

    private Task<TestApp> StartDependentAsync(Puppet slow, WaitingCallers callers, params string[] dependencies) =>
        TestApp.StartAsync(
            builder => builder
                .AddCheck("dependent", new Puppet().RunAsync, check => (check.Timeout, check.DependsOn) = (TimeSpan.FromSeconds(2), dependencies))
                .AddCheck("slow", slow.RunAsync)
                .AddCheck("down", static (_, _) => ValueTask.FromResult(HealthCheckResult.Unhealthy())),
            app =>
            {
                callers.Watch(app);
                app.MapHealthPoint();
            },
            settings: TestSettings.John,
            before: builder => builder.Services.AddSingleton<TimeProvider>(_time));

    private Task<TestApp> StartAsync(Action<IHealthPointBuilder> configure, TestSettings? settings = null)
    {
        return TestApp.StartAsync(configure, settings: TestSettings.John.And(settings), before: builder => builder.Services.AddSingleton<TimeProvider>(_time));
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref target)) < value && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }
}
