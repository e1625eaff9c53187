using System.Collections.Concurrent;
using System.Net.Sockets;
using HealthPoint.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace HealthPoint.Tests;

public sealed class DrainTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public async Task Readiness_passes_for_its_delay_and_then_fails_while_the_application_serves_on()
    {
        await using var app = await StartAsync(Settings(delay: "5", period: "10"));
        var stopping = Signal(app);
        await WaitsForAsync(5);
        await AssertServesAsync(app, readiness: (200, "ok"));

        _time.Advance(TimeSpan.FromSeconds(4.9));
        await AssertServesAsync(app, readiness: (200, "ok"));

        _time.Advance(TimeSpan.FromSeconds(0.1));
        await WaitsForAsync(10);
        await AssertServesAsync(app, readiness: (500, "draining\n"));

        _time.Advance(TimeSpan.FromSeconds(9.9));
        await AssertServesAsync(app, readiness: (500, "draining\n"));
        Assert.False(stopping.IsCompleted);

        _time.Advance(TimeSpan.FromSeconds(0.1));
        await stopping;
        await Assert.ThrowsAsync<HttpRequestException>(() => app.SendAsync("/livez"));
    }

    [Fact]
    public async Task While_it_drains_viewers_read_so_before_the_lines_of_the_checks()
    {
        await using var app = await StartAsync(Settings(period: "10"));
        var stopping = Signal(app);
        await WaitsForAsync(10);
        foreach (var query in new[] { "", "?verbose" })
        {
            var answer = await app.SendAsync("/readyz" + query, "john:doe");
            Assert.Equal((500, "[-]shutdown failed: draining\n[+]a ok\nreadyz check failed\n"), (answer.Status, answer.Body));
            Assert.Equal("ok", (await app.SendAsync("/startupz", "john:doe")).Body);
        }

        // A caller that may not select learns no more from the drain than before.
        Assert.Equal(404, (await app.SendAsync("/readyz?exclude=a")).Status);
        Assert.Equal("[-]shutdown failed: draining\n[+]a excluded: ok\nreadyz check failed\n", (await app.SendAsync("/readyz?exclude=a", "john:doe")).Body);
        Assert.Equal("ok", (await app.SendAsync("/readyz/a", "john:doe")).Body);
        Assert.Equal("draining\n", (await app.SendAsync("/selectable/readyz?exclude=a")).Body);
        Assert.Equal("ok", (await app.SendAsync("/selectable/readyz/a")).Body);

        // The answer has the same headers as any other.
        var head = await app.SendAsync("/readyz", method: HttpMethod.Head);
        Assert.Equal((500, "", 9), (head.Status, head.Body, head.ContentHeaders.ContentLength));
        Assert.Equal("text/plain; charset=utf-8", head.ContentHeaders.ContentType?.ToString());
        Assert.True(head.Headers.CacheControl?.NoStore);
        Assert.Equal(503, (await app.SendAsync("/selectable/readyz")).Status);

        _time.Advance(TimeSpan.FromSeconds(10));
        await stopping;
    }

    [Theory]
    [InlineData("0")]
    [InlineData("60")]
    public async Task Without_a_period_nothing_is_waited_for_and_readiness_fails_from_the_signal_on(string delay)
    {
        await using var app = await StartAsync(Settings(delay: delay));
        await AssertServesAsync(app, readiness: (200, "ok"));
        app.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        await AssertServesAsync(app, readiness: (500, "draining\n"));
        await app.StopAsync();
        Assert.DoesNotContain(app.Log.OfHealthPoint, static line => line.Message.Contains("draining", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Readiness_fails_at_the_signal_although_somebody_else_takes_his_time_over_it()
    {
        await using var app = await StartAsync(Settings());
        using var mayGoOn = new ManualResetEventSlim();
        var lifetime = app.Services.GetRequiredService<IHostApplicationLifetime>();
        lifetime.ApplicationStopping.Register(mayGoOn.Wait);
        var signal = Task.Run(lifetime.StopApplication, TestContext.Current.CancellationToken);
        try
        {
            await Until.TrueAsync(() => lifetime.ApplicationStopping.IsCancellationRequested);
            await AssertServesAsync(app, readiness: (500, "draining\n"));
        }
        finally
        {
            mayGoOn.Set();
            await signal;
        }
    }

    [Fact]
    public async Task An_application_that_is_stopped_without_a_signal_drains_from_then_on()
    {
        await using var app = await StartAsync(Settings(delay: "1", period: "2"));
        var stopping = app.StopAsync();
        await WaitsForAsync(1);
        await AssertServesAsync(app, readiness: (200, "ok"));
        _time.Advance(TimeSpan.FromSeconds(1));
        await WaitsForAsync(2);
        await AssertServesAsync(app, readiness: (500, "draining\n"));
        _time.Advance(TimeSpan.FromSeconds(2));
        await stopping;
    }

    [Fact]
    public async Task What_others_take_between_the_signal_and_the_drain_counts()
    {
        await using var app = await StartAsync(Settings(delay: "5", period: "10"));
        app.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        _time.Advance(TimeSpan.FromSeconds(9));
        var stopping = app.StopAsync();
        await WaitsForAsync(6);
        Assert.Equal("HealthPoint: draining: readiness fails, serving for 6 s more.", DrainLine(app));
        _time.Advance(TimeSpan.FromSeconds(6));
        await stopping;
    }

    [Fact]
    public async Task The_drain_is_logged_once_when_readiness_fails()
    {
        await using var app = await StartAsync(Settings(delay: "5", period: "2.5"));
        var stopping = Signal(app);
        await WaitsForAsync(5);
        Assert.Null(DrainLine(app));
        _time.Advance(TimeSpan.FromSeconds(5));
        await WaitsForAsync(2.5);
        Assert.Equal("HealthPoint: draining: readiness fails, serving for 2.5 s more.", DrainLine(app));
        _time.Advance(TimeSpan.FromSeconds(2.5));
        await stopping;
        Assert.NotNull(DrainLine(app));
    }

    [Fact]
    public async Task The_settings_of_the_moment_of_the_signal_count()
    {
        await using var app = await StartAsync(Settings(period: "10"));
        app.Reload("HealthPoint:Drain:Period", "600");
        app.Reload("HealthPoint:Drain:ReadinessDelay", "60");
        var stopping = Signal(app);
        Assert.Equal(TimeSpan.FromSeconds(690), ShutdownTimeout(app));
        await WaitsForAsync(60);

        app.Reload("HealthPoint:Drain:ReadinessDelay", "0");
        app.Reload("HealthPoint:Drain:Period", "0");
        await AssertServesAsync(app, readiness: (200, "ok"));
        _time.Advance(TimeSpan.FromSeconds(60));
        await WaitsForAsync(600);
        await AssertServesAsync(app, readiness: (500, "draining\n"));
        _time.Advance(TimeSpan.FromSeconds(600));
        await stopping;
    }

    [Fact]
    public async Task The_hosts_own_patience_ends_the_drain_and_it_does_not_begin_again()
    {
        await using var app = await StartAsync(Settings(delay: "5", period: "10"));
        using var patience = new CancellationTokenSource();
        var stopping = app.Services.GetRequiredService<IHost>().StopAsync(patience.Token);
        await WaitsForAsync(5);
        await patience.CancelAsync();
        await stopping.ContinueWith(static _ => { }, TestContext.Current.CancellationToken, TaskContinuationOptions.None, TaskScheduler.Default);
        Assert.Null(DrainLine(app));

        // When the application is disposed here, it is stopped once more. That must not begin the drain again.
    }

    [Theory]
    [InlineData(null, "5", "10", 45_000)]
    [InlineData(null, "0", "3600", 3_630_000)]
    [InlineData(null, "60", "0", 30_000)]
    [InlineData(0L, "0", "10", 10_000)]
    [InlineData(-1L, "5", "10", -1)]
    [InlineData(4294967294L, "5", "10", 4294967294)]
    [InlineData(4294966000L, "5", "10", 4294967294)]
    public async Task The_drain_does_not_eat_the_time_of_the_requests_under_way(long? own, string delay, string period, long expected)
    {
        await using var app = await StartAsync(Settings(delay, period), builder =>
        {
            if (own is { } milliseconds)
            {
                builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromMilliseconds(milliseconds));
            }
        });
        Assert.Equal(TimeSpan.FromMilliseconds(expected), ShutdownTimeout(app));
        var stopping = Signal(app);
        Assert.Equal(TimeSpan.FromMilliseconds(expected), ShutdownTimeout(app));
        _time.Advance(TimeSpan.FromHours(2));
        await EndsAsync(stopping);
    }

    [Fact]
    public async Task Checks_run_on_while_it_drains_and_are_cancelled_then()
    {
        var refreshed = new Puppet();
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var app = await StartAsync(
            Settings(period: "1000"),
            checks: builder => builder
                .AddCheck("refreshed", refreshed.RunAsync, static check => check.RefreshPeriod = TimeSpan.FromSeconds(1))
                .AddCheck(
                    "hung",
                    async (_, cancellation) =>
                    {
                        await using var registration = cancellation.Register(cancelled.SetResult);
                        await cancelled.Task;
                        return HealthCheckResult.Healthy();
                    },
                    static check => (check.Tags, check.Timeout) = (["hung"], TimeSpan.FromHours(1))));
        var hung = app.SendAsync("/health/?tag=hung", "john:doe");
        var stopping = Signal(app);
        await WaitsForAsync(1000);
        for (var i = 0; i < 5; i++)
        {
            var runs = refreshed.Runs;
            await Until.TrueAsync(() =>
            {
                // The clock moves only while the loop sleeps. Otherwise the drain would end while the test waits for the refresh.
                _time.Advance(TimeSpan.FromSeconds(_time.Waits[0] < TimeSpan.FromSeconds(2) ? 0.5 : 0));
                return refreshed.Runs > runs;
            });
        }

        Assert.False(cancelled.Task.IsCompleted);
        Assert.False(stopping.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1000));
        await cancelled.Task.WaitAsync(TestContext.Current.CancellationToken);
        await stopping;
        Assert.Equal(200, (await hung).Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_service_is_stopped_before_the_drain_has_ended(bool concurrently)
    {
        var events = new ConcurrentQueue<string>();
        await using var app = await StartAsync(
            Settings(period: "10"),
            builder =>
            {
                builder.Services.Configure<HostOptions>(options => options.ServicesStopConcurrently = concurrently);
                builder.Services.AddSingleton<IHostedService>(new Recorder("early", events));
            },
            checks: builder => builder.Services.AddSingleton<IHostedService>(new Recorder("late", events)));
        var stopping = Signal(app);
        await WaitsForAsync(10);
        await AssertServesAsync(app, readiness: (500, "draining\n"));

        // The host stops its services in reverse order, so services that were added later are told before the drain.
        string[] told = concurrently ? ["early stopping", "late stopping"] : ["late stopping"];
        await Until.TrueAsync(() => events.Count >= told.Length);
        Assert.Equal(told, events.Order(StringComparer.Ordinal), StringComparer.Ordinal);
        _time.Advance(TimeSpan.FromSeconds(10));
        await stopping;
        Assert.Equal(
            ["early stop", "early stopped", "early stopping", "late stop", "late stopped", "late stopping"],
            events.Order(StringComparer.Ordinal),
            StringComparer.Ordinal);
    }

    [Fact]
    public async Task An_application_that_never_started_does_not_drain()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = "Bare", Args = ["--urls=http://127.0.0.1:0", "--hostBuilder:reloadConfigOnChange=false"] });
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(_time);
        builder.Services.AddHealthPoint(static options => options.Drain.Period = TimeSpan.FromSeconds(10));
        builder.Services.AddSingleton<IHostedService>(new Recorder("", new ConcurrentQueue<string>()) { Refuses = true });
        await using var app = builder.Build();
        await Assert.ThrowsAsync<NotSupportedException>(() => app.StartAsync(TestContext.Current.CancellationToken));
        await app.StopAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("Period", "-1", "HealthPoint:Drain:Period must not be negative, but is -00:00:01.")]
    [InlineData("Period", "01:00:01", "HealthPoint:Drain:Period must be at most an hour, but is 01:00:01.")]
    [InlineData("Period", "soon", "HealthPoint:Drain:Period is 'soon', but must be a duration: hh:mm:ss, or a number of seconds.")]
    [InlineData("ReadinessDelay", "-1", "HealthPoint:Drain:ReadinessDelay must not be negative, but is -00:00:01.")]
    [InlineData("ReadinessDelay", "3601", "HealthPoint:Drain:ReadinessDelay must be at most an hour, but is 01:00:01.")]
    public async Task A_time_out_of_its_range_stops_start_up(string key, string value, string message) =>
        Assert.Equal(message, await TestApp.RefusesToStartAsync(settings: new() { ["HealthPoint:Drain:" + key] = value }));

    [Fact]
    public async Task SIGTERM_under_load_refuses_no_request_before_readiness_has_failed_for_the_period()
    {
        var period = TimeSpan.FromSeconds(2);
        await using var process = await ApplicationProcess.StartAsync("Draining", "--HealthPoint:Drain:Period", "2");
        var clients = Enumerable.Range(0, 6).Select(_ => new LoadingClient(process.Address)).ToArray();
        var load = Task.WhenAll(clients.Select(static client => client.RunAsync()));
        await Until.TrueAsync(() => clients.All(static client => client.Rounds >= 3));
        Assert.All(clients, static client => Assert.Null(client.FirstDraining));

        var signalled = TimeProvider.System.GetTimestamp();
        process.Terminate();
        await load;
        var (exitCode, output) = await process.EndAsync();

        Assert.All(clients, client =>
        {
            Assert.Empty(client.Surprises);
            Assert.NotNull(client.FirstDraining);
            Assert.True(client.Refused > client.FirstDraining);
            Assert.True(
                TimeProvider.System.GetElapsedTime(signalled, client.Refused) >= period,
                $"refused {TimeProvider.System.GetElapsedTime(signalled, client.Refused)} after the signal");
        });
        Assert.Equal(0, exitCode);
        Assert.Contains("HealthPoint: draining: readiness fails, serving for ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_signal_ends_the_drain()
    {
        // The drain would last an hour. The test ends only because the signal ends the drain.
        await using var process = await ApplicationProcess.StartAsync("Draining", "--HealthPoint:Drain:Period", "3600");
        process.Terminate();

        // The process writes this line once it listens for the next signal. After it has stopped listening, a signal kills it.
        await process.SaysAsync("HealthPoint: draining: readiness fails, serving for ");
        process.Terminate();
        Assert.Equal(0, (await process.EndAsync()).ExitCode);
    }

    private static TestSettings Settings(string delay = "0", string period = "0") =>
        TestSettings.John.And(new() { ["HealthPoint:Drain:ReadinessDelay"] = delay, ["HealthPoint:Drain:Period"] = period });

    private Task<TestApp> StartAsync(TestSettings settings, Action<WebApplicationBuilder>? before = null, Action<IHealthPointBuilder>? checks = null) =>
        TestApp.StartAsync(
            builder =>
            {
                builder.AddCheck(
                    "a",
                    static (_, _) => ValueTask.FromResult(HealthCheckResult.Healthy()),
                    static check => check.Tags = [HealthTags.Live, HealthTags.Ready, HealthTags.Startup]);
                checks?.Invoke(builder);
            },
            static app =>
            {
                app.MapHealthPoint();
                app.MapProbes();
                app.MapProbes("/selectable", static options => (options.AllowAnonymousSelection, options.FailureStatusCode) = (true, 503));
                app.MapGet("/work", static () => "done");
            },
            settings: settings,
            before: builder =>
            {
                builder.Services.AddSingleton<TimeProvider>(_time);
                before?.Invoke(builder);
            });

    /// <summary>Stops the application as a signal does.</summary>
    private static Task Signal(TestApp app)
    {
        app.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        return app.StopAsync();
    }

    private static TimeSpan ShutdownTimeout(TestApp app) => app.Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout;

    private static string? DrainLine(TestApp app) =>
        app.Log.OfHealthPoint.Select(static line => line.Message).SingleOrDefault(static message => message.Contains("draining", StringComparison.Ordinal));

    private static async Task AssertServesAsync(TestApp app, (int Status, string Body) readiness)
    {
        foreach (var (path, expected) in new[] { ("/work", (200, "done")), ("/livez", (200, "ok")), ("/startupz", (200, "ok")), ("/readyz", readiness) })
        {
            var answer = await app.SendAsync(path, configure: static request => request.Headers.ConnectionClose = true);
            Assert.Equal(expected, (answer.Status, answer.Body));
        }
    }

    private Task WaitsForAsync(double seconds) => Until.TrueAsync(() => _time.Waits.Contains(TimeSpan.FromSeconds(seconds)));

    /// <summary>Moves the clock until the application has stopped, since one move may come before the wait has begun.</summary>
    private Task EndsAsync(Task stopping) => Until.TrueAsync(() =>
    {
        _time.Advance(TimeSpan.FromHours(2));
        return stopping.IsCompleted;
    });

    private sealed class Recorder(string name, ConcurrentQueue<string> events) : IHostedLifecycleService
    {
        public bool Refuses { get; init; }

        public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartAsync(CancellationToken cancellationToken) => Refuses ? throw new NotSupportedException() : Task.CompletedTask;

        public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppingAsync(CancellationToken cancellationToken) => Record("stopping");

        public Task StopAsync(CancellationToken cancellationToken) => Record("stop");

        public Task StoppedAsync(CancellationToken cancellationToken) => Record("stopped");

        private Task Record(string what)
        {
            events.Enqueue($"{name} {what}");
            return Task.CompletedTask;
        }
    }

    /// <summary>Sends requests on new connections until one is refused.</summary>
    private sealed class LoadingClient(Uri address)
    {
        private int _rounds;

        public int Rounds => Volatile.Read(ref _rounds);

        /// <summary>When the client first saw readiness fail.</summary>
        public long? FirstDraining { get; private set; }

        /// <summary>When the first request failed.</summary>
        public long Refused { get; private set; }

        /// <summary>The answers that no caller should get.</summary>
        public ConcurrentQueue<string> Surprises { get; } = new();

        public async Task RunAsync()
        {
            using var client = new HttpClient { BaseAddress = address };
            client.DefaultRequestHeaders.ConnectionClose = true;
            try
            {
                while (true)
                {
                    Expect("done", await client.GetStringOfAsync("/work"));
                    Expect("ok", await client.GetStringOfAsync("/livez"));
                    var readiness = await client.GetStringOfAsync("/readyz");
                    FirstDraining ??= readiness is "draining\n" ? TimeProvider.System.GetTimestamp() : null;
                    Expect(FirstDraining is null ? "ok" : "draining\n", readiness);
                    Interlocked.Increment(ref _rounds);
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or SocketException)
            {
                // HttpClient wraps what its socket throws, except where a connection ends in the moment in which it was made.
                Refused = TimeProvider.System.GetTimestamp();
            }
        }

        private void Expect(string expected, string answer)
        {
            if (!string.Equals(answer, expected, StringComparison.Ordinal))
            {
                Surprises.Enqueue(answer);
            }
        }
    }
}
