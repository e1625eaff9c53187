using System.Collections.Concurrent;
using HealthPoint.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Shapes;

namespace HealthPoint.Tests;

/// <summary>HealthPoint beside Microsoft's health checks.</summary>
public sealed class EcosystemTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Checks_of_AddHealthChecks_appear_and_MapHealthChecks_shows_the_generated_ones(bool before)
    {
        await using var app = await TestApp.StartAsync(
            builder =>
            {
                AddClocks(builder);
                if (!before)
                {
                    AddForeign(builder.Services);
                }
            },
            static app =>
            {
                app.MapHealthPoint();
                app.MapHealthChecks("/hc", new HealthCheckOptions
                {
                    ResponseWriter = static (context, report) => context.Response.WriteAsync(string.Join(',', report.Entries.Keys)),
                });
                app.MapHealthChecks("/hc/live", new HealthCheckOptions { Predicate = static check => check.Tags.Contains(HealthTags.Live) });
            },
            "Shapes",
            TestSettings.John,
            builder =>
            {
                if (before)
                {
                    AddForeign(builder.Services);
                }
            });

        var ours = await app.SendAsync("/health/?test=foreign&test=bool", "john:doe");
        Assert.Equal(["bool", "foreign"], ours.Names("success"));
        Assert.Equal("from elsewhere", ours.Detail("success", "foreign"));

        var theirs = await app.SendAsync("/hc");
        Assert.Equal(503, theirs.Status);
        Assert.Equal(28, theirs.Body.Split(',').Length);
        Assert.Contains("constructed,", theirs.Body, StringComparison.Ordinal);
        Assert.EndsWith(",foreign", theirs.Body, StringComparison.Ordinal);
        Assert.Equal((200, "Healthy"), ((await app.SendAsync("/hc/live")).Status, (await app.SendAsync("/hc/live")).Body));

        static void AddForeign(IServiceCollection services) =>
            services.AddHealthChecks().AddCheck("foreign", static () => HealthCheckResult.Healthy("from elsewhere"), ["x"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task MapHealthChecks_on_the_same_path_is_no_ambiguous_match(bool first)
    {
        await using var app = await TestApp.StartAsync(
            static builder => builder.AddCheck("a", static (_, _) => ValueTask.FromResult(HealthCheckResult.Healthy())),
            app =>
            {
                if (first)
                {
                    app.MapHealthChecks("/health");
                }

                app.MapHealthPoint();
                if (!first)
                {
                    app.MapHealthChecks("/health");
                }
            });
        foreach (var path in new[] { "/health", "/health/" })
        {
            Assert.Equal((200, "{}"), ((await app.SendAsync(path)).Status, (await app.SendAsync(path)).Body));
            Assert.Equal(405, (await app.SendAsync(path, method: HttpMethod.Post)).Status);
        }
    }

    [Fact]
    public async Task A_publisher_receives_the_generated_checks()
    {
        var publisher = new Publisher();
        await using var app = await TestApp.StartAsync(
            builder =>
            {
                AddClocks(builder);
                builder.Services.AddSingleton<IHealthCheckPublisher>(publisher);
                builder.Services.Configure<HealthCheckPublisherOptions>(static options => options.Delay = TimeSpan.FromMilliseconds(1));
            },
            application: "Shapes");
        var report = await publisher.Published.Task.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(27, report.Entries.Count);
        Assert.Equal("a detail", report.Entries["tuple"].Description);
        Assert.Equal(3, report.Entries["result"].Data["n"]);
        Assert.Equal(HealthTags.Live, Assert.Single(report.Entries["bool"].Tags));
        Assert.Equal(HealthStatus.Unhealthy, report.Status);
    }

    [Fact]
    public async Task A_publisher_receives_whole_reports_although_a_registration_has_a_period_of_its_own()
    {
        // The framework publishes bit by bit where periods differ, and then each bit has a verdict of its own.
        var publisher = new Publisher();
        var runs = 0;
        await using var app = await TestApp.StartAsync(
            builder =>
            {
                builder.AddCheck("good", static (_, _) => ValueTask.FromResult(HealthCheckResult.Healthy()));
                builder.Services.AddHealthChecks().Add(new HealthCheckRegistration("rare", _ => new Obedient(() => runs++), null, null)
                {
                    Delay = TimeSpan.FromMilliseconds(5),
                    Period = TimeSpan.FromMinutes(10),
                });
                builder.Services.AddSingleton<IHealthCheckPublisher>(publisher);
                builder.Services.Configure<HealthCheckPublisherOptions>(static options => options.Delay = TimeSpan.FromMilliseconds(1));
            },
            settings: new() { ["HealthPoint:CacheDuration"] = "0" });
        var report = await publisher.Published.Task.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal("good,rare", string.Join(',', report.Entries.Keys));
        Assert.Equal(HealthStatus.Unhealthy, report.Status);
        for (var i = 0; i < 10; i++)
        {
            await app.SendAsync("/health/");
        }

        // The check runs in the background, and once more for the publisher if that was sooner.
        Assert.InRange(runs, 1, 2);
    }

    [Fact]
    public async Task A_foreign_check_keeps_promises_it_never_made()
    {
        var time = new ManualTime();
        var runs = 0;
        await using var app = await TestApp.StartAsync(
            builder => builder.Services.AddHealthChecks()
                .Add(new HealthCheckRegistration("throwing-factory", static _ => throw new InvalidOperationException("cannot be built"), null, null))
                .Add(new HealthCheckRegistration("deaf", _ => new Deaf(() => Interlocked.Increment(ref runs)), HealthStatus.Degraded, null, TimeSpan.FromMilliseconds(50))),
            settings: TestSettings.John,
            before: builder => builder.Services.AddSingleton<TimeProvider>(time));
        var asked = app.SendAsync("/health/", "john:doe");
        await Until.TrueAsync(() => Volatile.Read(ref runs) == 1);
        time.Advance(TimeSpan.FromMilliseconds(50));
        var answer = await asked;
        Assert.Equal("cannot be built", answer.Detail("error", "throwing-factory"));
        Assert.Equal("timed out after 0.05 s", answer.Detail("warning", "deaf"));
        await app.SendAsync("/health/", "john:doe");
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task Options_that_are_made_again_hold_the_same_registrations()
    {
        await using var app = await TestApp.StartAsync(AddClocks, application: "Shapes");
        await using var scope = app.Services.CreateAsyncScope();
        var once = app.Services.GetRequiredService<IOptions<HealthCheckServiceOptions>>().Value.Registrations;
        var again = scope.ServiceProvider.GetRequiredService<IOptionsSnapshot<HealthCheckServiceOptions>>().Value.Registrations;
        Assert.NotSame(once, again);
        Assert.Equal(once.ToArray(), again.ToArray());
    }

    [Fact]
    public async Task A_foreign_check_reads_its_failure_status_as_configured()
    {
        await using var app = await TestApp.StartAsync(
            static builder => builder.Services.AddHealthChecks().Add(new HealthCheckRegistration("redis", static _ => new Obedient(), HealthStatus.Degraded, null)),
            settings: new() { ["HealthPoint:Checks:redis:FailureStatus"] = "Unhealthy" });
        Assert.Equal(500, (await app.SendAsync("/health/")).Status);
    }

    [Fact]
    public async Task A_foreign_check_with_an_endless_timeout_is_one_entry_like_any_other()
    {
        await using var app = await TestApp.StartAsync(static builder => builder.Services.AddHealthChecks()
            .Add(new HealthCheckRegistration("endless", static _ => new Obedient(), HealthStatus.Degraded, null, TimeSpan.MaxValue)));
        Assert.Equal(200, (await app.SendAsync("/health/")).Status);
    }

    [Theory]
    [InlineData("bool")]
    [InlineData("foreign")]
    public async Task MapHealthChecks_sees_tags_and_disabled_checks_as_configured_also_after_a_reload(string check)
    {
        await using var app = await TestApp.StartAsync(
            static builder =>
            {
                AddClocks(builder);
                builder.Services.AddHealthChecks().AddCheck("foreign", static () => HealthCheckResult.Healthy());
            },
            static app => app.MapHealthChecks("/hc", new HealthCheckOptions
            {
                Predicate = static check => check.Tags.Contains("chosen"),
                ResponseWriter = static (context, report) => context.Response.WriteAsync(string.Join(',', report.Entries.Select(static entry => $"{entry.Key} {string.Join(' ', entry.Value.Tags)}"))),
            }),
            "Shapes",
            new() { [$"HealthPoint:Checks:{check}:Tags:0"] = "chosen" });
        Assert.Equal(check + " chosen", (await app.SendAsync("/hc")).Body);

        app.Reload("HealthPoint:Checks:tuple:Tags:0", "chosen");
        app.Reload($"HealthPoint:Checks:{check}:Tags:0", "forgotten");
        Assert.Equal("tuple chosen", (await app.SendAsync("/hc")).Body);

        app.Reload("HealthPoint:Checks:tuple:Enabled", "false");
        Assert.Equal("", (await app.SendAsync("/hc")).Body);
    }

    [Fact]
    public async Task A_logger_that_blocks_for_ever_costs_no_answer()
    {
        var release = new ManualResetEventSlim();
        await using var app = await TestApp.StartAsync(
            static builder => builder.AddCheck("bad", static (_, _) => ValueTask.FromResult(HealthCheckResult.Unhealthy("down"))),
            settings: TestSettings.John,
            before: builder => builder.Logging.AddProvider(new BrokenLog(() => release.Wait(CancellationToken.None))));
        Assert.Equal("down", (await app.SendAsync("/health/", "john:doe")).Detail("error", "bad"));
        release.Set();
    }

    [Fact]
    public async Task A_logger_that_throws_costs_no_answer()
    {
        await using var app = await TestApp.StartAsync(
            static builder => builder.AddCheck("bad", static (_, _) => ValueTask.FromResult(HealthCheckResult.Unhealthy("down"))),
            settings: TestSettings.John,
            before: static builder => builder.Logging.AddProvider(new BrokenLog(static () => throw new InvalidOperationException("the log is full"))));
        Assert.Equal("down", (await app.SendAsync("/health/", "john:doe")).Detail("error", "bad"));
        app.Reload("HealthPoint:MaxConcurrency", "none");
        Assert.Equal((500, "{}"), ((await app.SendAsync("/health/", "john:wrong")).Status, (await app.SendAsync("/health/", "john:wrong")).Body));
    }

    [Fact]
    public async Task Whoever_runs_the_registrations_himself_gets_the_shared_runs()
    {
        await using var app = await TestApp.StartAsync(AddClocks, application: "Shapes");
        await using var scope = app.Services.CreateAsyncScope();
        var registrations = app.Services.GetRequiredService<IOptions<HealthCheckServiceOptions>>().Value.Registrations;
        var results = new ConcurrentDictionary<string, HealthCheckResult>(StringComparer.Ordinal);
        foreach (var registration in registrations)
        {
            var check = registration.Factory(scope.ServiceProvider);
            results[registration.Name] = await check.CheckHealthAsync(new HealthCheckContext { Registration = registration }, TestContext.Current.CancellationToken);
        }

        Assert.Equal(27, results.Count);
        Assert.Equal((HealthStatus.Unhealthy, "the constructor failed"), (results["broken-constructor"].Status, results["broken-constructor"].Description));
        Assert.Equal(HealthStatus.Degraded, results["warning"].Status);
    }

    private static void AddClocks(IHealthPointBuilder builder) => builder.Services
        .AddSingleton(new Clock("main"))
        .AddKeyedSingleton("spare", new Clock("spare"))
        .AddScoped<BadScope>();

    private sealed class Publisher : IHealthCheckPublisher
    {
        public TaskCompletionSource<HealthReport> Published { get; } = new();

        public Task PublishAsync(HealthReport report, CancellationToken cancellationToken)
        {
            Published.TrySetResult(report);
            return Task.CompletedTask;
        }
    }

    private sealed class BrokenLog(Action broken) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (formatter(state, exception).Split(' ', 3) is ["Health", "check", _] or ["Basic", "credentials", _] or ["HealthPoint:", "the", _])
            {
                broken();
            }
        }

        public void Dispose()
        {
        }
    }

    /// <summary>Answers with the failure status of its registration, as many packages do.</summary>
    private sealed class Obedient(Action? ran = null) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            ran?.Invoke();
            return Task.FromResult(new HealthCheckResult(context.Registration.FailureStatus, "down"));
        }
    }

    private sealed class Deaf(Action ran) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            ran();
            await Task.Delay(Timeout.Infinite, CancellationToken.None);
            return default;
        }
    }
}
