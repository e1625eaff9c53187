namespace HealthPoint.Tests.Execution;

/// <summary>The system's time, with a hook before each timestamp, and timers that a test may fire itself.</summary>
internal sealed class HookedTime : TimeProvider
{
    /// <summary>Runs before every timestamp. What it throws, the provider throws.</summary>
    public Action? OnTimestamp { get; set; }

    /// <summary>Makes a timer, or returns <see langword="null"/> for one of the system's.</summary>
    public Func<TimerCallback, object?, ITimer?>? OnTimer { get; set; }

    public override long GetTimestamp()
    {
        OnTimestamp?.Invoke();
        return System.GetTimestamp();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        OnTimer?.Invoke(callback, state) ?? System.CreateTimer(callback, state, dueTime, period);
}
