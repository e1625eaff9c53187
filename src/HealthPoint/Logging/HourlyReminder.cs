namespace HealthPoint.Logging;

/// <summary>Calls back each hour while it is on. Thread-safe.</summary>
internal sealed class HourlyReminder : IDisposable
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly Action _remind;
    private readonly ITimer _timer;
    private volatile bool _isOn;

    /// <summary>Makes a reminder that is off.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="remind">What to do each hour, on a timer's thread. Its exceptions are lost.</param>
    public HourlyReminder(TimeProvider time, Action remind)
    {
        _remind = remind;

        // The timer must not hold the execution context of the caller that happens to be first.
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

    /// <summary>Begins a new hour, also while another hour is under way.</summary>
    public void TurnOn()
    {
        _isOn = true;
        _timer.Change(Hour, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Turns it off. A call that is under way goes on.</summary>
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
            // The next hour begins first, so that it comes even if this call throws or blocks.
            _timer.Change(Hour, Timeout.InfiniteTimeSpan);
            _remind();
        }
    }
}
