using HealthPoint.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace HealthPoint.Tests;

/// <summary>The loop of background runs lives as long as the application, which may be months.</summary>
[Collection(Alone.Name)]
public sealed class EndlessRefreshTests
{
    private readonly ManualTime _time = new();
    private readonly Puppet _check = new();

    [Theory]
    [InlineData("60.00:00:00")]
    [InlineData("366.00:00:00")]
    public async Task A_period_that_is_allowed_does_not_stop_the_application(string period)
    {
        await using var app = await StartAsync(TimeSpan.Parse(period, System.Globalization.CultureInfo.InvariantCulture));
        var stopping = app.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        await Until.TrueAsync(() => stopping.IsCancellationRequested || (_check.Runs == 1 && _time.Waits is [var wait] && wait > TimeSpan.FromHours(1)));
        Assert.False(stopping.IsCancellationRequested);
        Assert.Equal("success: run 1", await app.ReadAsync("a"));
    }

    [Fact]
    public async Task The_loop_leaves_nothing_behind_with_every_tick()
    {
        const int ticks = 10_000;
        await using var app = await StartAsync(TimeSpan.FromMilliseconds(10));
        await TickAsync(ticks / 10);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await TickAsync(ticks);
        var left = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)ticks;
        Assert.True(left < 30, $"{left} bytes a tick");
    }

    private async Task TickAsync(int ticks)
    {
        for (var i = 0; i < ticks; i++)
        {
            // With one wait the loop sleeps and no run is under way, since the deadline of a run would be a second wait.
            var next = TimeSpan.Zero;
            while (_check.Runs == 0 || _time.Waits is not [{ TotalMilliseconds: < 12 } wait] || (next = wait) == TimeSpan.Zero)
            {
                await Task.Yield();
            }

            _time.Advance(next);
        }
    }

    private Task<TestApp> StartAsync(TimeSpan period) =>
        TestApp.StartAsync(
            builder => builder.AddCheck("a", _check.RunAsync, check => check.RefreshPeriod = period),
            settings: TestSettings.John,
            before: builder => builder.Services.AddSingleton<TimeProvider>(_time));
}
