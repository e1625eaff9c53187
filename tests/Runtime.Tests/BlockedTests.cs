using System.Diagnostics;
using HealthPoint.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace HealthPoint.Tests;

/// <summary>What the process pays for checks that block.</summary>
[Collection(Alone.Name)]
public sealed class BlockedTests
{
    [Fact]
    public async Task Two_hundred_checks_that_block_for_ever_cost_a_thread_each_and_the_application_nothing()
    {
        using var release = new ManualResetEventSlim();
        await using var without = await StartBlockedAsync(0);
        await using var with = await StartBlockedAsync(200);
        using var process = Process.GetCurrentProcess();
        var threads = process.Threads.Count;
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(500, (await with.SendAsync("/health/")).Status);
        }

        process.Refresh();
        Assert.InRange(process.Threads.Count - threads, 1, 200 + 20);

        // The two applications are measured in turns, so that other work on the machine slows both.
        List<TimeSpan> beside = [], alone = [];
        for (var i = 0; i < 300; i++)
        {
            alone.Add(await TimeAsync(() => without.SendAsync("/own")));
            beside.Add(await TimeAsync(() => with.SendAsync("/own")));
        }

        Assert.InRange(Median(beside) / Median(alone), 0, 2);
        release.Set();

        Task<TestApp> StartBlockedAsync(int count) => TestApp.StartAsync(
            builder =>
            {
                for (var i = 0; i < count; i++)
                {
                    builder.AddCheck($"blocked-{i}", (_, _) =>
                    {
                        release.Wait(CancellationToken.None);
                        return default;
                    });
                }
            },
            static app =>
            {
                app.MapHealthPoint();
                app.MapGet("/own", static () => "the application's own");
            },
            settings: new() { ["HealthPoint:DefaultTimeout"] = "0.2" });

        static TimeSpan Median(List<TimeSpan> times) => times.Order().ElementAt(times.Count / 2);
    }

    private static async Task<TimeSpan> TimeAsync(Func<Task> work)
    {
        var started = TimeProvider.System.GetTimestamp();
        await work();
        return TimeProvider.System.GetElapsedTime(started);
    }
}
