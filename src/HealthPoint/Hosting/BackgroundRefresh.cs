using HealthPoint.Discovery;
using HealthPoint.Execution;
using HealthPoint.Settings;
using HealthPoint.Threading;
using Microsoft.Extensions.Hosting;

namespace HealthPoint.Hosting;

/// <summary>
/// Runs the checks that have a refresh period: one loop for all of them, which sleeps until the first is due or the
/// settings change. It begins when the application has started, and ends when it is about to stop.
/// </summary>
internal sealed class BackgroundRefresh(
    CheckTable table, SettingsMonitor settings, HealthPointRunner runner, IHostApplicationLifetime? application = null) : BackgroundService
{
    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromSeconds(1);

    /// <summary>Far below what a timer can wait.</summary>
    private static readonly TimeSpan LongestSleep = TimeSpan.FromDays(1);

    private readonly TimeProvider _time = runner.Engine.Time;
    private readonly Dictionary<Check, Schedule> _schedules = new(ReferenceEqualityComparer.Instance);
    private TaskCompletionSource _wake = NewSignal();
    private Task? _watched;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, runner.Engine.Stopping);
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using ((application?.ApplicationStarted ?? new CancellationToken(canceled: true)).Register(started.SetResult).ConfigureAwait(false))
        {
            await started.Task.WaitAsync(stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await SleepAsync(stopping.Token).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                // The host would stop the application for it.
                runner.Engine.Faults.Add(exception, "the loop of background runs");
                await Task.Delay(PauseAfterFault, TimeProvider.System, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Begins what is due, and sleeps until something else is, or may be.</summary>
    private async Task SleepAsync(CancellationToken stopping)
    {
        // First the signal: what happens while the loop looks is seen by it, or ends its sleep.
        var wake = NewSignal();
        Volatile.Write(ref _wake, wake);
        WatchSettings();
        var looked = _time.GetTimestamp();
        var wait = BeginDue(settings.Current);
        var sleep = wake.Task.WaitAsync(wait, _time, stopping);
        var passed = _time.GetElapsedTime(looked);
        if (passed >= HealthPointOptions.ShortestPeriod || (wait != Timeout.InfiniteTimeSpan && passed >= wait))
        {
            // What passed since it looked is not to be slept once more: the process may have stood still.
            wake.TrySetResult();
        }

        // The clock's thread has deadlines to watch, and does not begin runs.
        await sleep.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.Yield();
    }

    /// <summary>Begins what is due.</summary>
    /// <returns>How long nothing else will be due.</returns>
    private TimeSpan BeginDue(SettingsSnapshot current)
    {
        var wait = Timeout.InfiniteTimeSpan;
        foreach (var check in table.Checks)
        {
            if (current[check] is not { Enabled: true, RefreshPeriod: { } period })
            {
                _schedules.Remove(check);
                continue;
            }

            // At once where the check is new to the loop, or its period is.
            if (!_schedules.TryGetValue(check, out var schedule) || schedule.Period != period)
            {
                _schedules[check] = schedule = new Schedule(period, schedule?.Run ?? Task.CompletedTask) { DueSince = _time.GetTimestamp() };
            }

            var left = schedule.DueIn - _time.GetElapsedTime(schedule.DueSince);
            if (left <= TimeSpan.Zero && !schedule.Run.IsCompleted)
            {
                // Its end wakes the loop, and then the next one begins at once.
                continue;
            }

            if (left <= TimeSpan.Zero)
            {
                schedule.Run = runner.RefreshAsync(check);
                _ = WakeAfterAsync(schedule.Run);
                schedule.DueSince = _time.GetTimestamp();
                left = schedule.DueIn = Later.InWholeMilliseconds(period * (1 + (CheckSettings.RefreshJitter * ((2 * Random.Shared.NextDouble()) - 1))));
            }

            wait = wait == Timeout.InfiniteTimeSpan || left < wait ? left : wait;
        }

        return wait == Timeout.InfiniteTimeSpan ? wait : Later.InWholeMilliseconds(wait < LongestSleep ? wait : LongestSleep);
    }

    private void WatchSettings()
    {
        if (settings.Changed is var changed && changed != _watched)
        {
            _watched = changed;
            _ = WakeAfterAsync(changed);
        }
    }

    // One continuation for each task, however often the loop wakes up before it ends.
    private async Task WakeAfterAsync(Task task)
    {
        await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Volatile.Read(ref _wake).TrySetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Schedule(TimeSpan period, Task run)
    {
        public TimeSpan Period { get; } = period;

        /// <summary>The last run.</summary>
        public Task Run { get; set; } = run;

        public long DueSince { get; set; }

        public TimeSpan DueIn { get; set; }
    }
}
