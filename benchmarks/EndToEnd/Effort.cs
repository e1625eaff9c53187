namespace HealthPoint.Benchmarks;

/// <summary>How much is measured.</summary>
/// <param name="Slices">Slices of each contender.</param>
/// <param name="Seconds">Length of a slice.</param>
/// <param name="Connections">Connections of wrk.</param>
/// <param name="Processes">Server processes that share the slices of a contender, one after the other, because each differs a little.</param>
internal sealed record Effort(int Slices, int Seconds, int Connections, int Processes)
{
    /// <summary>Enough to see that everything works; the figures mean nothing.</summary>
    public static Effort Quick { get; } = new(Slices: 2, Seconds: 1, Connections: 4, Processes: 1);

    /// <summary>The slices of each process.</summary>
    public IEnumerable<int> SlicesOfProcesses =>
        Enumerable.Range(0, Processes).Select(process => (Slices * (process + 1) / Processes) - (Slices * process / Processes));
}
