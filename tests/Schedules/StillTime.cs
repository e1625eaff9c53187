namespace HealthPoint.Schedules;

/// <summary>A clock that stands still. A schedule says when a deadline passes.</summary>
internal sealed class StillTime : TimeProvider
{
    private readonly List<Timer> _timers = [];

    public override long GetTimestamp() => 1;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(callback, state) { Armed = dueTime != Timeout.InfiniteTimeSpan };
        lock (_timers)
        {
            _timers.Add(timer);
        }

        return timer;
    }

    /// <summary>Lets all deadlines pass that are watched now.</summary>
    public void PassDeadlines()
    {
        Timer[] due;
        lock (_timers)
        {
            due = [.. _timers.Where(static timer => timer.Armed)];
        }

        Array.ForEach(due, static timer => timer.Fire());
    }

    private sealed class Timer(TimerCallback callback, object? state) : ITimer
    {
        public volatile bool Armed;

        public void Fire()
        {
            Armed = false;
            callback(state);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => Armed = dueTime != Timeout.InfiniteTimeSpan;

        public void Dispose() => Armed = false;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
