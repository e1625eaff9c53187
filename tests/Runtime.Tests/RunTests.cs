using System.Collections.Concurrent;
using System.Diagnostics;
using HealthPoint.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace HealthPoint.Tests;

/// <summary>A run belongs to no caller: it is shared, has a context of its own, and ends with the application.</summary>
public sealed class RunTests : IDisposable
{
    private readonly ManualTime _time = new();

    /// <summary>
    /// Ends the runs that block for as long as the test lasts. A thread of the pool that stayed blocked would be missing in the
    /// tests to come.
    /// </summary>
    private readonly ManualResetEventSlim _release = new();

    [Fact]
    public async Task Twenty_concurrent_requests_run_a_slow_check_once()
    {
        int runs = 0, waiting = 0;
        var release = new TaskCompletionSource();
        await using var app = await TestApp.StartAsync(
            builder => builder.AddCheck("slow", async (_, _) =>
            {
                Interlocked.Increment(ref runs);
                await release.Task;
                return HealthCheckResult.Healthy();
            }),
            app =>
            {
                // A caller whose endpoint has returned without being done has asked for the check, and waits for it.
                app.Use(async (context, next) =>
                {
                    var answer = next(context);
                    Interlocked.Increment(ref waiting);
                    await answer;
                });
                app.MapHealthPoint();
            });

        var requests = Enumerable.Range(0, 20).Select(_ => app.SendAsync("/health/")).ToArray();
        await Until.TrueAsync(() => waiting == 20);
        release.SetResult();
        Assert.All(await Task.WhenAll(requests), static answer => Assert.Equal(200, answer.Status));
        Assert.Equal(1, runs);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_a_check_registered_on_its_token_cannot_keep_the_application_from_stopping(bool blocks)
    {
        var onPool = false;
        var running = new TaskCompletionSource();
        await using var app = await StartAsync(
            builder => builder.AddCheck("slow", async (_, cancellation) =>
            {
                cancellation.Register(() =>
                {
                    if (blocks)
                    {
                        onPool = Thread.CurrentThread.IsThreadPoolThread;
                        _release.Wait(CancellationToken.None);
                    }

                    throw new InvalidOperationException("the callback broke");
                });
                running.SetResult();
                await Task.Delay(Timeout.Infinite, CancellationToken.None);
                return default;
            }));

        // The caller leaves, so that only the run still goes on when the application stops.
        using var leaves = new CancellationTokenSource();
        var request = app.Client.GetAsync(new Uri("/health/", UriKind.Relative), leaves.Token);
        await running.Task;
        await leaves.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        await app.StopAsync();
        _release.Set();
        await Until.TrueAsync(() => app.Log.Lines.Any(static line => string.Equals(line.Message, "Health check slow threw when it was cancelled because the application stops.", StringComparison.Ordinal)));
        Assert.False(onPool, "It held a thread of the pool, which the application may need to stop.");
    }

    [Fact]
    public async Task What_a_check_registered_on_its_token_keeps_no_other_run_from_being_cancelled()
    {
        int running = 0, cancelled = 0;
        await using var app = await StartAsync(builder => builder
            .AddCheck("first", HonourAsync)
            .AddCheck("blocks", async (_, cancellation) =>
            {
                cancellation.Register(() => _release.Wait(CancellationToken.None));
                Interlocked.Increment(ref running);
                await Task.Delay(Timeout.Infinite, CancellationToken.None);
                return default;
            })
            .AddCheck("last", HonourAsync));
        var request = app.SendAsync("/health/", "john:doe");
        await Until.TrueAsync(() => Volatile.Read(ref running) == 3);
        var stops = app.StopAsync();

        // Only its deadline can end the run whose callback blocks.
        await Until.TrueAsync(() => Volatile.Read(ref cancelled) == 2);
        _time.Advance(TimeSpan.FromMinutes(1));
        var answer = await request;
        Assert.Equal("cancelled: the application is stopping", answer.Detail("error", "first"));
        Assert.Equal("cancelled: the application is stopping", answer.Detail("error", "last"));
        await stops;

        async ValueTask<HealthCheckResult> HonourAsync(IServiceProvider services, CancellationToken cancellation)
        {
            Interlocked.Increment(ref running);
            try
            {
                await Task.Delay(Timeout.Infinite, cancellation);
                return default;
            }
            finally
            {
                Interlocked.Increment(ref cancelled);
            }
        }
    }

    [Fact]
    public async Task The_line_about_a_deadline_is_not_written_in_the_context_of_the_request()
    {
        var time = new ManualTime();
        var ambient = new AsyncLocal<string?>();
        var written = new TaskCompletionSource<string?>();
        var running = new TaskCompletionSource();
        await using var app = await TestApp.StartAsync(
            builder => builder.AddCheck("slow", async (_, _) =>
            {
                running.SetResult();
                await Task.Delay(Timeout.Infinite, CancellationToken.None);
                return default;
            }, static check => check.Timeout = TimeSpan.FromMilliseconds(50)),
            app =>
            {
                app.Use((context, next) =>
                {
                    ambient.Value = "the request's own";
                    return next(context);
                });
                app.MapHealthPoint();
            },
            before: builder =>
            {
                builder.Services.AddSingleton<TimeProvider>(time);
                builder.Logging.AddProvider(new ContextLog(line =>
                {
                    if (line.Contains("timed out", StringComparison.Ordinal))
                    {
                        written.TrySetResult(ambient.Value);
                    }
                }));
            });
        var asked = app.SendAsync("/health/");
        await running.Task.WaitAsync(TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromMilliseconds(50));
        await asked;
        Assert.Null(await written.Task.WaitAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_caller_that_leaves_takes_nobody_elses_run_with_it()
    {
        var runs = 0;
        var release = new TaskCompletionSource();
        var token = CancellationToken.None;
        await using var app = await TestApp.StartAsync(builder => builder.AddCheck("slow", async (_, cancellation) =>
        {
            Interlocked.Increment(ref runs);
            token = cancellation;
            await release.Task.WaitAsync(cancellation);
            return HealthCheckResult.Healthy();
        }));

        using var leaves = new CancellationTokenSource();
        var first = app.Client.GetAsync(new Uri("/health/", UriKind.Relative), leaves.Token);
        await Until.TrueAsync(() => runs == 1);
        var second = app.SendAsync("/health/");
        await Until.TrueAsync(() => app.Log.Lines.Count(static line => line.Message.StartsWith("Executing endpoint 'HealthPoint", StringComparison.Ordinal)) == 2);
        await leaves.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await Until.TrueAsync(() => app.Log.Lines.Any(static line => line.Message.StartsWith("Executed endpoint 'HealthPoint", StringComparison.Ordinal)));

        Assert.False(token.IsCancellationRequested);
        release.SetResult();
        Assert.Equal(200, (await second).Status);
        Assert.Equal(1, runs);
        Assert.DoesNotContain(app.Log.Lines, static line => line.Exception is not null);
    }

    [Fact]
    public async Task A_run_is_cancelled_when_the_application_stops()
    {
        var running = new TaskCompletionSource();
        await using var app = await StartAsync(builder => builder.AddCheck("slow", async (_, cancellation) =>
        {
            running.SetResult();
            await Task.Delay(Timeout.Infinite, cancellation);
            return default;
        }));
        var request = app.SendAsync("/health/", "john:doe");
        await running.Task;
        await app.StopAsync();
        Assert.Equal("cancelled: the application is stopping", (await request).Detail("error", "slow"));
    }

    [Fact]
    public async Task A_run_that_begins_while_the_application_stops_is_cancelled_from_the_start()
    {
        var running = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var late = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var app = await TestApp.StartAsync(
            builder => builder
                .AddCheck("first", async (_, cancellation) =>
                {
                    running.SetResult();
                    await Task.Delay(Timeout.Infinite, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    stopping.SetResult();
                    return default;
                }, static check => check.Tags = ["first"])
                .AddCheck("last", static (_, cancellation) => ValueTask.FromResult(HealthCheckResult.Healthy($"cancelled: {cancellation.IsCancellationRequested}")), static check => check.Tags = ["last"]),
            app =>
            {
                app.Use(async (context, next) =>
                {
                    if (context.Request.Path == "/last/")
                    {
                        late.SetResult();
                        await stopping.Task;
                    }

                    await next(context);
                });
                app.MapHealthPoint("/first/", static endpoint => endpoint.Tags = ["first"]);
                app.MapHealthPoint("/last/", static endpoint => endpoint.Tags = ["last"]);
            },
            settings: TestSettings.John);
        var first = app.SendAsync("/first/", "john:doe");
        var last = app.SendAsync("/last/", "john:doe");
        await Task.WhenAll(running.Task, late.Task);
        await app.StopAsync();
        await first;
        Assert.Equal("cancelled: True", (await last).Detail("success", "last"));
    }

    [Fact]
    public async Task A_run_has_its_own_activity_linked_to_the_request_that_started_it()
    {
        var activities = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name is "HealthPoint" or "Microsoft.AspNetCore",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activities.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        ActivityContext? request = null;
        await using var app = await TestApp.StartAsync(
            static builder => builder.AddCheck("traced", static (_, _) => ValueTask.FromResult(HealthCheckResult.Degraded())),
            app =>
            {
                app.Use((context, next) =>
                {
                    request = Activity.Current?.Context;
                    return next(context);
                });
                app.MapHealthPoint();
            });
        await app.SendAsync("/health/");
        await Until.TrueAsync(() => activities.Any(static activity => Equals(activity.GetTagItem("healthpoint.check.name"), "traced")));

        var run = activities.Single(static activity => Equals(activity.GetTagItem("healthpoint.check.name"), "traced"));
        Assert.Null(run.ParentId);
        Assert.NotNull(request);
        Assert.Equal(request.Value.SpanId, Assert.Single(run.Links).Context.SpanId);
        Assert.Equal("degraded", run.GetTagItem("healthpoint.check.status"));
    }

    public void Dispose() => _release.Set();

    private Task<TestApp> StartAsync(Action<IHealthPointBuilder> configure, TestSettings? settings = null)
    {
        return TestApp.StartAsync(configure, settings: TestSettings.John.And(settings), before: builder => builder.Services.AddSingleton<TimeProvider>(_time));
    }

    private sealed class ContextLog(Action<string> write) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            write(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
