namespace HealthPoint.Threading;

/// <summary>
/// The application's own <see cref="TimeProvider"/>, guarded so that an exception of it costs neither a run nor a thread. If it
/// gives no timestamp, the last one is used again. If it makes no timer, a timer of the system's clock takes its place.
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

    /// <summary>A timer of the application's clock. From the first exception of that timer on, a timer of the system's clock takes its place.</summary>
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
