using HealthPoint.Execution;
using HealthPoint.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace HealthPoint.Tests.Execution;

/// <summary>A check that ends while its deadline passes.</summary>
public sealed class LateTimeoutTests
{
    [Fact]
    public async Task The_timeout_of_an_older_run_does_not_overwrite_a_newer_success()
    {
        // The test holds the deadline thread at its first look at the clock. Meanwhile the run that this thread is about to call
        // late ends, and another run begins and succeeds. Only then does the deadline thread go on.
        using var arrived = new ManualResetEventSlim();
        using var release = new ManualResetEventSlim();
        var deadline = default(Thread);
        var started = false;
        TimerCallback? pass = null;
        object? run = null;
        var time = new HookedTime
        {
            OnTimestamp = () =>
            {
                if (Thread.CurrentThread == Volatile.Read(ref deadline))
                {
                    arrived.Set();
                    release.Wait();
                }
            },
            OnTimer = (callback, state) =>
            {
                if (started && state is CheckRun)
                {
                    (pass, run) = (pass ?? callback, run ?? state);
                }

                return null;
            },
        };
        var check = new Puppet();
        check.Hold();
        await using var app = await TestApp.StartAsync(
            builder => builder.AddCheck("a", check.RunAsync, static options => options.CacheDuration = TimeSpan.FromMilliseconds(1)),
            settings: TestSettings.John,
            before: builder => builder.Services.AddSingleton<TimeProvider>(time));
        started = true;
        var first = app.SendAsync("/health/", "john:doe");
        await Until.TrueAsync(() => check.Runs == 1);

        deadline = new Thread(() => pass!(run)) { IsBackground = true };
        deadline.Start();
        arrived.Wait(TestContext.Current.CancellationToken);
        check.Release();
        while (!await SucceedsAsync(app))
        {
        }

        var runs = check.Runs;
        app.Reload("HealthPoint:Checks:a:CacheDuration", "3600");
        Assert.Equal(200, (await app.SendAsync("/health/")).Status);
        Assert.Equal(runs + 1, check.Runs);

        release.Set();
        deadline.Join();
        await first;
        Assert.Equal($"run {runs + 1}", (await app.SendAsync("/health/", "john:doe")).Detail("success", "a"));
        Assert.DoesNotContain(app.Log.OfHealthPoint, static line => line.Message.StartsWith("Health check a is Unhealthy", StringComparison.Ordinal));
    }

    // The caller leaves after a while, since it may have joined the run that is being called late. Then it would wait for the
    // held deadline thread.
    private static async Task<bool> SucceedsAsync(TestApp app)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        try
        {
            using var response = await app.Client.GetAsync("/health/", patience.Token);
            return response.IsSuccessStatusCode;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
