using System.Diagnostics;
using System.Globalization;

namespace HealthPoint.Tests.Stress;

/// <summary>What the process has in threads and in live memory.</summary>
internal sealed record Footprint(int Threads, long Bytes)
{
    /// <summary>Measures after a collection of everything that can be collected.</summary>
    public static Footprint Measure()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return new Footprint(CountThreads(), GC.GetTotalMemory(forceFullCollection: true));
    }

    public static int CountThreads()
    {
        using var process = Process.GetCurrentProcess();
        return process.Threads.Count;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Threads} threads, {Bytes / 1024.0:0} KiB");
}
