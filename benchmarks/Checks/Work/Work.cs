namespace HealthPoint.Benchmarks;

/// <summary>What checks do that are not trivial; the same for HealthPoint's methods and for MapHealthChecks' delegates.</summary>
public static class Work
{
    private static readonly long[] Started = new long[10];

    /// <summary>How often each of the ten waiting checks was run.</summary>
    public static long[] Runs => [.. Started];

    /// <summary>Waits 10 ms, as for a database nearby, and counts.</summary>
    public static Task WaitAsync(int check, CancellationToken cancellation)
    {
        Interlocked.Increment(ref Started[check]);
        return Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, cancellation);
    }

    /// <summary>Never returns, and takes the thread with it.</summary>
    public static void Block() => Thread.Sleep(Timeout.Infinite);
}
