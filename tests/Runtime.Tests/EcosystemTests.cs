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

/// <summary>Living beside Microsoft's health checks.</summary>
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
        Assert.Equal(26, theirs.Body.Split(',').Length);
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
        Assert.Equal(25, report.Entries.Count);
        Assert.Equal("a detail", report.Entries["tuple"].Description);
        Assert.Equal(3, report.Entries["result"].Data["n"]);
        Assert.Equal(HealthTags.Live, Assert.Single(report.Entries["bool"].Tags));
        Assert.Equal(HealthStatus.Unhealthy, report.Status);
    }

    [Fact]
    public async Task A_foreign_check_keeps_promises_it_never_made()
    {
        var runs = 0;
        await using var app = await TestApp.StartAsync(
            builder => builder.Services.AddHealthChecks()
                .Add(new HealthCheckRegistration("throwing-factory", static _ => throw new InvalidOperationException("cannot be built"), null, null))
                .Add(new HealthCheckRegistration("deaf", _ => new Deaf(() => Interlocked.Increment(ref runs)), HealthStatus.Degraded, null, TimeSpan.FromMilliseconds(50))),
            settings: TestSettings.John);
        var answer = await app.SendAsync("/health/", "john:doe");
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
    public async Task A_logger_that_throws_costs_no_answer()
    {
        await using var app = await TestApp.StartAsync(
            static builder => builder.AddCheck("bad", static (_, _) => ValueTask.FromResult(HealthCheckResult.Unhealthy("down"))),
            settings: TestSettings.John,
            before: static builder => builder.Logging.AddProvider(new BrokenLog()));
        Assert.Equal("down", (await app.SendAsync("/health/", "john:doe")).Detail("error", "bad"));
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

        Assert.Equal(25, results.Count);
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

    private sealed class BrokenLog : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (formatter(state, exception).StartsWith("Health check", StringComparison.Ordinal))
            {
                throw new InvalidOperationException("the log is full");
            }
        }

        public void Dispose()
        {
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
