namespace HealthPoint.Logging;

/// <summary>Calls back each hour as long as it is on. Thread-safe.</summary>
internal sealed class HourlyReminder : IDisposable
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly Action _remind;
    private readonly ITimer _timer;
    private volatile bool _isOn;

    /// <summary>Makes one that is off.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="remind">What to do each hour, on a timer's thread; what it throws is lost.</param>
    public HourlyReminder(TimeProvider time, Action remind)
    {
        _remind = remind;

        // In the context of nobody who happens to be the first to need it.
        if (ExecutionContext.IsFlowSuppressed())
        {
            _timer = Create(time);
            return;
        }

        using (ExecutionContext.SuppressFlow())
        {
            _timer = Create(time);
        }
    }

    /// <summary>Begins an hour, also where one is under way.</summary>
    public void TurnOn()
    {
        _isOn = true;
        _timer.Change(Hour, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Ends it. A call that is under way goes on.</summary>
    public void TurnOff()
    {
        _isOn = false;
        _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _isOn = false;
        _timer.Dispose();
    }

    private ITimer Create(TimeProvider time) =>
        time.CreateTimer(static reminder => Log.Safely(((HourlyReminder)reminder!).Remind), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    private void Remind()
    {
        if (_isOn)
        {
            // First the next hour, which is to come also where this call throws or blocks.
            _timer.Change(Hour, Timeout.InfiniteTimeSpan);
            _remind();
        }
    }
}
