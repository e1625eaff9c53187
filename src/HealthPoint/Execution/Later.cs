namespace HealthPoint;

/// <summary>Lengths of waits.</summary>
internal static class Later
{
    /// <summary>
    /// Up to the next whole millisecond. Timers drop what is beyond it, and whoever wakes up a moment too early finds
    /// nothing due.
    /// </summary>
    public static TimeSpan InWholeMilliseconds(TimeSpan wait) =>
        wait <= TimeSpan.Zero ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
}
