using System.Collections.Concurrent;

namespace Paced;

/// <summary>A service that counts runs, and lets a test say what they come to.</summary>
public sealed class Runs
{
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>The checks that fail.</summary>
    public ConcurrentDictionary<string, bool> Down { get; } = new(StringComparer.Ordinal);

    /// <summary>Runs of a check that takes no service.</summary>
    public static int OfCheap => Health.CheapRuns;

    /// <summary>Runs of another one.</summary>
    public static int OfCheapToo => Health.CheapTooRuns;

    public int Of(string check) => _counts.GetValueOrDefault(check);

    internal (bool Success, string Detail) Add(string check) => (!Down.ContainsKey(check), $"run {_counts.AddOrUpdate(check, 1, static (_, runs) => runs + 1)}");
}
