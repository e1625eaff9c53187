namespace HealthPoint.Threading;

/// <summary>Waits.</summary>
internal static class Later
{
    /// <summary>
    /// Up to the next whole millisecond. Timers drop what is beyond it, and whoever wakes up a moment too early finds
    /// nothing due.
    /// </summary>
    public static TimeSpan InWholeMilliseconds(TimeSpan wait) =>
        wait <= TimeSpan.Zero ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));

    /// <summary>Whether a task ends in time. Whoever awaits the answer is not on the thread of the clock's timers then.</summary>
    public static async Task<bool> EndsWithinAsync(Task task, TimeSpan time, TimeProvider clock)
    {
        // Nothing is thrown: that would happen on the thread of the clock, which has other deadlines to watch.
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
