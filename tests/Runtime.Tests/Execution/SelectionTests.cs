using HealthPoint.Discovery;
using HealthPoint.Execution;
using HealthPoint.Settings;
using HealthPoint.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Tests.Execution;

/// <summary>Callers of the same checks share what is kept of them, in whatever way the checks were chosen.</summary>
public sealed class SelectionTests
{
    [Fact]
    public async Task A_predicate_is_not_asked_again_while_the_report_on_what_it_chose_is_kept_but_after_a_second_it_is()
    {
        var (time, asked, chosen) = (new ManualTime(), 0, "a");
        await using var app = await TestApp.StartAsync(
            static builder => builder
                .AddCheck("a", static (_, _) => new(HealthCheckResult.Healthy()), Kept)
                .AddCheck("b", static (_, _) => new(HealthCheckResult.Unhealthy()), Kept),
            app =>
            {
                app.MapHealthPoint(configure: options => options.Predicate = Choose);
                app.MapHealthChecks("/hc", new HealthCheckOptions { Predicate = Choose });
            },
            before: builder => builder.Services.AddSingleton<TimeProvider>(time));
        foreach (var (path, failing) in new[] { ("/health/", 500), ("/hc", 503) })
        {
            chosen = "a";
            time.Advance(TimeSpan.FromSeconds(2));
            for (var i = 0; i < 20; i++)
            {
                if (i == 2)
                {
                    asked = 0;
                    chosen = "b";
                }

                Assert.Equal(200, (await app.SendAsync(path)).Status);
            }

            Assert.Equal(0, asked);
            time.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(failing, (await app.SendAsync(path)).Status);
            Assert.Equal(2, asked);
        }

        bool Choose(HealthCheckRegistration registration)
        {
            Interlocked.Increment(ref asked);
            return string.Equals(registration.Name, chosen, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_ladder_of_diamonds_of_dependencies_is_climbed_once_for_each_rung()
    {
        // Each rung doubles the ways down, so there are more ways than any program could go.
        const int Rungs = 40;
        await using var app = await TestApp.StartAsync(
            static builder =>
            {
                for (var rung = 0; rung < Rungs; rung++)
                {
                    foreach (var side in new[] { "left", "right" })
                    {
                        var below = rung - 1;
                        builder.AddCheck($"{side} {rung}", static (_, _) => new(HealthCheckResult.Healthy()), options =>
                        {
                            options.CacheDuration = TimeSpan.FromHours(1);
                            options.DependsOn = below < 0 ? [] : [$"left {below}", $"right {below}"];
                        });
                    }
                }
            },
            settings: TestSettings.John);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(2 * Rungs, (await app.SendAsync("/health/", "john:doe")).Names("success").Length);
        }
    }

    [Fact]
    public async Task A_run_whose_deadline_passed_while_it_waited_for_a_place_waits_no_longer()
    {
        var time = new ManualTime();
        var hog = new Puppet();
        hog.Hold();
        await using var app = await TestApp.StartAsync(
            builder => builder
                .AddCheck("hog", hog.RunAsync, static options => (options.Timeout, options.Tags) = (TimeSpan.FromHours(1), ["hog"]))
                .AddCheck("a", static (_, _) => new(HealthCheckResult.Healthy()), static options => (options.Timeout, options.CacheDuration) = (TimeSpan.FromSeconds(1), TimeSpan.Zero)),
            settings: TestSettings.John.And(new() { ["HealthPoint:MaxConcurrency"] = "1" }),
            before: builder => builder.Services.AddSingleton<TimeProvider>(time));
        var first = app.SendAsync("/health/?test=hog", "john:doe");
        await Until.TrueAsync(() => hog.Runs == 1);
        var queue = app.Services.GetRequiredService<HealthPointRunner>().Engine.Queue;
        for (var i = 0; i < 5; i++)
        {
            var waiting = app.SendAsync("/health/?test=a", "john:doe");
            await Until.TrueAsync(() => queue.WaitingCount == 1);
            time.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal("not started within 1 s", (await waiting).Detail("error", "a"));
            Assert.Equal(0, queue.WaitingCount);
        }

        hog.Release();
        Assert.Equal(200, (await first).Status);
    }

    [Fact]
    public async Task A_runner_that_has_been_disposed_of_says_so()
    {
        var app = await TestApp.StartAsync();
        var service = app.Services.GetRequiredService<HealthCheckService>();
        await app.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => service.CheckHealthAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Few_selections_are_kept_however_many_are_asked_for()
    {
        await using var app = await TestApp.StartAsync(static builder =>
        {
            for (var i = 0; i < 12; i++)
            {
                builder.AddCheck($"check {i}", static (_, _) => new(HealthCheckResult.Healthy()));
            }
        });
        var runner = app.Services.GetRequiredService<HealthPointRunner>();
        var settings = app.Services.GetRequiredService<SettingsMonitor>().Current;
        var checks = app.Services.GetRequiredService<CheckTable>().Checks;
        var first = runner.Prepare([checks[0], checks[1]], settings);
        Assert.Same(first, runner.Prepare([checks[0], checks[1]], settings));

        var weak = Ask(1 << 11);
        GC.Collect();
        Assert.InRange(weak.Count(static set => set.IsAlive), 1, 200);

        List<WeakReference> Ask(int selections) => [.. Enumerable.Range(1, selections).Select(bits =>
            new WeakReference(runner.Prepare([.. checks.Where((_, place) => (bits & (1 << place)) != 0)], settings)))];
    }

    private static void Kept(HealthPoint.Configuration.CheckOptions options) => options.CacheDuration = TimeSpan.FromHours(1);
}
