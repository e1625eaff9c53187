using HealthPoint.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Tests;

/// <summary>Every shape of method that <c>AddCheck</c> takes, compiled here and run on a real host.</summary>
public sealed class AddCheckTests
{
    [Fact]
    public async Task A_delegate_may_return_whatever_a_method_may()
    {
        await using var app = await TestApp.StartAsync(
            static builder =>
            {
                builder.AddCheck("bool", () => true);
                builder.AddCheck("tuple", () => (true, "why"));
                builder.AddCheck("status", () => HealthStatus.Healthy);
                builder.AddCheck("result", () => HealthCheckResult.Healthy("fine"));
                builder.AddCheck("nothing", () => { });
                builder.AddCheck("void", Nothing);
                builder.AddCheck("void-call", () => Nothing());
                builder.AddCheck("task", () => Task.CompletedTask);
                builder.AddCheck("task-of-bool", () => Task.FromResult(true));
                builder.AddCheck("task-of-tuple", () => Task.FromResult((true, "why")));
                builder.AddCheck("value-task", () => ValueTask.CompletedTask);
                builder.AddCheck("value-task-of-bool", () => ValueTask.FromResult(true));
                builder.AddCheck("value-task-of-tuple", () => ValueTask.FromResult((true, "why")));
                builder.AddCheck("value-task-of-status", () => ValueTask.FromResult(HealthStatus.Healthy));
                builder.AddCheck("async", async () => await Task.Yield());
                builder.AddCheck("async-block", async () => { await Task.Yield(); });
                builder.AddCheck("async-bool", async () => await BoolAsync(CancellationToken.None));
                builder.AddCheck("async-tuple", async () =>
                {
                    await Task.Yield();
                    return (true, "why");
                });
                builder.AddCheck("async-status", async () =>
                {
                    await Task.Yield();
                    return HealthStatus.Healthy;
                });
                builder.AddCheck("method", Bool);
                builder.AddCheck("token", token => token.CanBeCanceled);
                builder.AddCheck("token-nothing", token => token.ThrowIfCancellationRequested());
                builder.AddCheck("token-async", async token => await BoolAsync(token));
                builder.AddCheck("token-async-nothing", async token => await Task.Delay(0, token));
                builder.AddCheck("token-method", BoolAsync);
                builder.AddCheck("services", (services, _) => services.GetService<IServiceScopeFactory>() is not null);
                builder.AddCheck("services-nothing", (services, _) => { services.GetRequiredService<IServiceScopeFactory>(); });
                builder.AddCheck("services-async", async (_, token) => await BoolAsync(token));
                builder.AddCheck("services-async-result", async (_, _) =>
                {
                    await Task.Yield();
                    return HealthCheckResult.Healthy("fine");
                });
                builder.AddCheck("services-result", (_, _) => ValueTask.FromResult(HealthCheckResult.Healthy("fine")));
                builder.AddCheck("services-new", (_, _) => new(HealthCheckResult.Healthy("fine")));
                builder.AddCheck("services-method", TupleAsync);
                builder.AddCheck("configured", () => true, static check => check.Tags = ["x"]);
            },
            settings: TestSettings.John);
        var answer = await app.SendAsync("/health/", "john:doe");
        Assert.Equal(200, answer.Status);
        Assert.Empty(answer.Names("error"));
        Assert.Equal(33, answer.Names("success").Length);
        Assert.All(answer.Names("success"), name => Assert.Equal(
            name.Contains("tuple") || name is "services-method" ? "why" : name.Contains("result") || name is "services-new" ? "fine" : "OK",
            answer.Detail("success", name)));
        Assert.Equal(["configured"], (await app.SendAsync("/health/?tag=x", "john:doe")).Names("success"));
    }

    [Fact]
    public async Task A_delegate_of_each_kind_may_fail()
    {
        await using var app = await TestApp.StartAsync(
            static builder =>
            {
                builder.AddCheck("bool", () => false);
                builder.AddCheck("tuple", () => (false, "why"));
                builder.AddCheck("status", () => HealthStatus.Unhealthy);
                builder.AddCheck("throws", () => throw new InvalidOperationException("why"));
                builder.AddCheck("throws-in-block", () => { throw new InvalidOperationException("why"); });
                builder.AddCheck("throws-token", _ => throw new InvalidOperationException("why"));
                builder.AddCheck("throws-services", (_, _) => throw new InvalidOperationException("why"));
                builder.AddCheck("throws-later", async () =>
                {
                    await Task.Yield();
                    throw new InvalidOperationException("why");
                });
                Task<bool> none = null!;
                builder.AddCheck("null-task", () => none);
            },
            settings: TestSettings.John);
        var answer = await app.SendAsync("/health/", "john:doe");
        Assert.Equal(500, answer.Status);
        Assert.Empty(answer.Names("success"));
        Assert.Equal(
            ["bool: ERROR", "tuple: why", "status: ERROR", "throws: why", "throws-in-block: why", "throws-token: why", "throws-services: why", "throws-later: why",
                "null-task: The check returned null instead of a task."],
            answer.Names("error").Select(name => $"{name}: {answer.Detail("error", name)}").ToArray());
    }

    [Fact]
    public async Task A_delegate_that_returns_what_says_nothing_about_health_is_refused_where_it_is_added()
    {
        await using var app = await TestApp.StartAsync(static builder =>
        {
            Assert.Contains("System.Int32", Assert.Throws<ArgumentException>("check", () => builder.AddCheck("a", () => 42)).Message);
            Assert.Throws<ArgumentException>("check", () => builder.AddCheck("a", _ => Task.FromResult(42)));
            Assert.Throws<ArgumentException>("check", () => builder.AddCheck("a", (_, _) => "fine"));
            Assert.Throws<ArgumentNullException>("check", () => builder.AddCheck("a", (Func<bool>)null!));
            Assert.Throws<ArgumentNullException>("check", () => builder.AddCheck("a", (Action)null!));
        });
    }

    [Fact]
    public async Task A_class_is_made_for_each_run_and_disposed_after_it()
    {
        var journal = new Journal();
        await using var app = await TestApp.StartAsync(
            builder =>
            {
                builder.Services.AddSingleton(journal);
                builder.AddCheck<Recorded>("made", static check => (check.FailureStatus, check.Tags, check.CacheDuration) = (HealthStatus.Degraded, ["x"], TimeSpan.Zero));
            },
            settings: TestSettings.John);
        var answer = await app.SendAsync("/health/?tag=x", "john:doe");
        Assert.Equal("made, Degraded, x", answer.Detail("success", "made"));
        await app.SendAsync("/health/", "john:doe");
        Assert.Equal(["made", "run", "disposed", "made", "run", "disposed"], journal.Lines);
    }

    [Fact]
    public async Task A_class_that_is_registered_comes_from_the_services()
    {
        var journal = new Journal();
        await using var app = await TestApp.StartAsync(
            builder =>
            {
                builder.Services.AddSingleton(journal).AddSingleton<Recorded>();
                builder.AddCheck<Recorded>("known", static check => check.CacheDuration = TimeSpan.Zero);
            },
            settings: TestSettings.John);
        await app.SendAsync("/health/", "john:doe");
        await app.SendAsync("/health/", "john:doe");
        Assert.Equal(["made", "run", "run"], journal.Lines);
    }

    private static void Nothing()
    {
    }

    private static bool Bool() => true;

    private static Task<bool> BoolAsync(CancellationToken cancellation) => Task.FromResult(!cancellation.IsCancellationRequested);

    private static async ValueTask<(bool Success, string? Detail)> TupleAsync(IServiceProvider services, CancellationToken cancellation)
    {
        await Task.Yield();
        return (!cancellation.IsCancellationRequested, "why");
    }

    private sealed class Journal
    {
        public List<string> Lines { get; } = [];
    }

    private sealed class Recorded : IHealthCheck, IDisposable
    {
        private readonly Journal _journal;

        public Recorded(Journal journal)
        {
            _journal = journal;
            journal.Lines.Add("made");
        }

        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            _journal.Lines.Add("run");
            var registration = context.Registration;
            return Task.FromResult(HealthCheckResult.Healthy($"{registration.Name}, {registration.FailureStatus}, {string.Join(' ', registration.Tags)}"));
        }

        public void Dispose() => _journal.Lines.Add("disposed");
    }
}
