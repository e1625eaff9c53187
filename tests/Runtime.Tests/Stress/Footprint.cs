using System.Diagnostics;
using System.Globalization;

namespace HealthPoint.Tests.Stress;

/// <summary>How many threads and how much live memory the process has.</summary>
/// <param name="Threads">All threads.</param>
/// <param name="OwnThreads">The threads on which checks begin, where the system tells the names of threads; else zero.</param>
/// <param name="Bytes">The memory that a collection leaves.</param>
internal sealed record Footprint(int Threads, int OwnThreads, long Bytes)
{
    /// <summary>Measures after a collection of everything that can be collected.</summary>
    public static Footprint Measure()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return new Footprint(CountThreads(), CountOwnThreads(), GC.GetTotalMemory(forceFullCollection: true));
    }

    public static int CountThreads()
    {
        using var process = Process.GetCurrentProcess();
        return process.Threads.Count;
    }

    /// <summary>Counts the threads of the pool that are doing something, or are held.</summary>
    public static int CountHeldThreadsOfPool()
    {
        ThreadPool.GetMaxThreads(out var most, out _);
        ThreadPool.GetAvailableThreads(out var available, out _);
        return most - available;
    }

    /// <summary>Counts the threads named "HealthPoint check". Linux keeps only fifteen letters of the name.</summary>
    public static int CountOwnThreads()
    {
        var count = 0;
        foreach (var thread in OperatingSystem.IsLinux() ? Directory.EnumerateDirectories("/proc/self/task") : [])
        {
            try
            {
                count += File.ReadAllText(Path.Combine(thread, "comm")).StartsWith("HealthPoint che", StringComparison.Ordinal) ? 1 : 0;
            }
            catch (IOException)
            {
                // The thread has just ended.
            }
        }

        return count;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Threads} threads, {OwnThreads} of them for checks, {Bytes / 1024.0:0} KiB");
}
