using Microsoft.Extensions.Hosting;

namespace HealthPoint;

/// <summary>
/// Runs the checks that have a refresh period: one loop for all of them, which sleeps until the first is due or the
/// settings change. It begins when the application has started, and ends when it is about to stop.
/// </summary>
internal sealed class BackgroundRefresh(
    CheckTable table, SettingsMonitor settings, HealthPointRunner runner, TimeProvider time, IHostApplicationLifetime application) : BackgroundService
{
    /// <summary>By how much a period varies, so that instances that started together do not stay together.</summary>
    private const double Jitter = 0.1;

    private readonly Dictionary<Check, Schedule> _schedules = new(ReferenceEqualityComparer.Instance);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, runner.Engine.Stopping);
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (application.ApplicationStarted.Register(started.SetResult).ConfigureAwait(false))
        {
            await started.Task.WaitAsync(stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        while (!stopping.IsCancellationRequested)
        {
            var changed = settings.Changed;
            var wait = BeginDue(settings.Current, out var running);

            // A run that is still under way when its check is due again is followed by the next at once.
            Task next = Task.WhenAny(running.Append(changed));
            await next.WaitAsync(wait, time, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Begins what is due.</summary>
    /// <param name="current">The settings in force.</param>
    /// <param name="running">Runs whose end makes the next one due.</param>
    /// <returns>How long nothing else will be due.</returns>
    private TimeSpan BeginDue(Settings current, out List<Task> running)
    {
        running = [];
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
                _schedules[check] = schedule = new Schedule(period, schedule?.Run ?? Task.CompletedTask) { DueSince = time.GetTimestamp() };
            }

            var left = schedule.DueIn - time.GetElapsedTime(schedule.DueSince);
            if (left <= TimeSpan.Zero && !schedule.Run.IsCompleted)
            {
                running.Add(schedule.Run);
                continue;
            }

            if (left <= TimeSpan.Zero)
            {
                schedule.Run = runner.RefreshAsync(check, current);
                schedule.DueSince = time.GetTimestamp();
                left = schedule.DueIn = period * (1 + (Jitter * ((2 * Random.Shared.NextDouble()) - 1)));
            }

            wait = wait == Timeout.InfiniteTimeSpan || left < wait ? left : wait;
        }

        return wait == Timeout.InfiniteTimeSpan ? wait : Later.InWholeMilliseconds(wait);
    }

    private sealed class Schedule(TimeSpan period, Task run)
    {
        public TimeSpan Period { get; } = period;

        /// <summary>The last run.</summary>
        public Task Run { get; set; } = run;

        public long DueSince { get; set; }

        public TimeSpan DueIn { get; set; }
    }
}
