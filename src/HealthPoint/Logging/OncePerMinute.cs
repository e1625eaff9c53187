namespace HealthPoint.Logging;

/// <summary>Lets one event a minute through, so that callers cannot fill the log.</summary>
internal sealed class OncePerMinute(TimeProvider time)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private long _last = long.MinValue;

    /// <summary>Whether this event is let through. Thread-safe.</summary>
    public bool Passes()
    {
        var last = Volatile.Read(ref _last);
        var now = time.GetTimestamp();
        return (last == long.MinValue || time.GetElapsedTime(last, now) >= Minute) && Interlocked.CompareExchange(ref _last, now, last) == last;
    }
}
