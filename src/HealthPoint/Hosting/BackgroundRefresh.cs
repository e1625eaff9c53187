using HealthPoint.Discovery;
using HealthPoint.Execution;
using HealthPoint.Settings;
using HealthPoint.Threading;
using Microsoft.Extensions.Hosting;

namespace HealthPoint.Hosting;

/// <summary>
/// Runs the checks that have a refresh period. One loop serves all of them; it sleeps until the first check is due or the
/// settings change. The loop begins when the application has started, and ends when the application is about to stop.
/// </summary>
internal sealed class BackgroundRefresh(
    CheckTable table, SettingsMonitor settings, HealthPointRunner runner, IHostApplicationLifetime? application = null) : BackgroundService
{
    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromSeconds(1);

    /// <summary>Far below the longest time that a timer can wait.</summary>
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
                // The host would stop the application for this exception.
                runner.Engine.Faults.Add(exception, "the loop of background runs");
                await Task.Delay(PauseAfterFault, TimeProvider.System, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Begins the runs that are due, and sleeps until another run is due, or may be.</summary>
    private async Task SleepAsync(CancellationToken stopping)
    {
        // The new signal is set before the loop looks: a change that happens meanwhile is either seen by the loop, or ends its sleep.
        var wake = NewSignal();
        Volatile.Write(ref _wake, wake);
        WatchSettings();
        var looked = _time.GetTimestamp();
        var wait = BeginDue(settings.Current);
        var sleep = wake.Task.WaitAsync(wait, _time, stopping);
        var passed = _time.GetElapsedTime(looked);
        if (passed >= HealthPointOptions.ShortestPeriod || (wait != Timeout.InfiniteTimeSpan && passed >= wait))
        {
            // The time since the loop looked must not be slept again: the process may have stood still meanwhile.
            wake.TrySetResult();
        }

        // Yield leaves the clock's thread, which has deadlines to watch and must not begin runs.
        await sleep.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.Yield();
    }

    /// <summary>Begins the runs that are due.</summary>
    /// <returns>How long until the next run is due.</returns>
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

            // A check runs at once when the loop has not seen it, or not with this period.
            if (!_schedules.TryGetValue(check, out var schedule) || schedule.Period != period)
            {
                _schedules[check] = schedule = new Schedule(period, schedule?.Run ?? Task.CompletedTask) { DueSince = _time.GetTimestamp() };
            }

            var left = schedule.DueIn - _time.GetElapsedTime(schedule.DueSince);
            if (left <= TimeSpan.Zero && !schedule.Run.IsCompleted)
            {
                // The end of the run under way wakes the loop, and then the next run begins at once.
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

    // Called once for each task, so that a task gets one continuation, however often the loop wakes up before the task ends.
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
