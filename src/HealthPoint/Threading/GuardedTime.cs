namespace HealthPoint.Threading;

/// <summary>
/// The application's own <see cref="TimeProvider"/>. What it throws costs neither a run nor a thread: the last timestamp
/// stands in for one that does not come, and a timer of the system's for one that cannot be made.
/// </summary>
internal sealed class GuardedTime(TimeProvider application, DeadlineClock system, Faults faults) : TimeProvider
{
    private const string Place = "the application's TimeProvider";

    private readonly TimeProvider _application = application;
    private readonly DeadlineClock _system = system;
    private readonly Faults _faults = faults;
    private long _last;

    public override long TimestampFrequency { get; } = application.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => _application.LocalTimeZone;

    public override long GetTimestamp()
    {
        try
        {
            var now = _application.GetTimestamp();
            Volatile.Write(ref _last, now);
            return now;
        }
        catch (Exception exception)
        {
            _faults.Add(exception, Place);
            return Volatile.Read(ref _last);
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        try
        {
            return _application.GetUtcNow();
        }
        catch (Exception exception)
        {
            _faults.Add(exception, Place);
            return _system.GetUtcNow();
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Timer(this, callback, state, dueTime, period);

    /// <summary>A timer of the application's, and one of the system's from the moment on in which that throws.</summary>
    private sealed class Timer : ITimer
    {
        private readonly GuardedTime _time;
        private readonly ITimer? _own;
        private readonly Lazy<ITimer> _substitute;

        public Timer(GuardedTime time, TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _time = time;
            _substitute = new(() => time._system.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
            try
            {
                _own = time._application.CreateTimer(callback, state, dueTime, period);
            }
            catch (Exception exception)
            {
                time._faults.Add(exception, Place);
                _substitute.Value.Change(dueTime, period);
            }
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            try
            {
                if (_own is not null)
                {
                    return _own.Change(dueTime, period);
                }
            }
            catch (Exception exception)
            {
                _time._faults.Add(exception, Place);
            }

            return _substitute.Value.Change(dueTime, period);
        }

        public void Dispose()
        {
            try
            {
                _own?.Dispose();
            }
            catch (Exception exception)
            {
                _time._faults.Add(exception, Place);
            }

            if (_substitute.IsValueCreated)
            {
                _substitute.Value.Dispose();
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
