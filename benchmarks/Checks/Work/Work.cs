namespace HealthPoint.Benchmarks;

/// <summary>What checks do that are not trivial; the same for HealthPoint's methods and for MapHealthChecks' delegates.</summary>
public static class Work
{
    private static readonly long[] Started = new long[10], LastStarted = new long[10];

    /// <summary>How often each of the ten waiting checks was run.</summary>
    public static long[] Runs => [.. Started];

    /// <summary>When each of them was run last, in seconds of a clock that is never set.</summary>
    public static double[] LastRuns => Array.ConvertAll(LastStarted, static start => TimeProvider.System.GetElapsedTime(0, start).TotalSeconds);

    /// <summary>Waits 10 ms, as for a database nearby, and counts.</summary>
    public static Task WaitAsync(int check, CancellationToken cancellation)
    {
        Interlocked.Increment(ref Started[check]);
        Interlocked.Exchange(ref LastStarted[check], TimeProvider.System.GetTimestamp());
        return Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, cancellation);
    }

    /// <summary>Never returns, and takes the thread with it.</summary>
    public static void Block() => Thread.Sleep(Timeout.Infinite);
}
