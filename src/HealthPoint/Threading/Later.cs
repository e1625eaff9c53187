namespace HealthPoint.Threading;

/// <summary>Waits.</summary>
internal static class Later
{
    /// <summary>
    /// Rounds up to the next whole millisecond. Timers drop the fraction, and a waiting loop that wakes up a moment too early
    /// finds nothing due.
    /// </summary>
    public static TimeSpan InWholeMilliseconds(TimeSpan wait) =>
        wait <= TimeSpan.Zero ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));

    /// <summary>Whether a task ends in time. If it does not, the caller continues on another thread than that of the clock's timers.</summary>
    public static async Task<bool> EndsWithinAsync(Task task, TimeSpan time, TimeProvider clock)
    {
        // The exception is suppressed: it would be thrown on the thread of the clock, which has other deadlines to watch.
        var wait = task.WaitAsync(InWholeMilliseconds(time), clock);
        await wait.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (wait.IsCompletedSuccessfully)
        {
            return true;
        }

        await Task.Yield();
        return task.IsCompleted;
    }
}
