namespace HealthPoint.Benchmarks;

/// <summary>What an application's starts cost without checks and with them.</summary>
internal static class StartPairs
{
    /// <summary>Starts in fresh processes.</summary>
    public static async Task<List<(StartCost Without, StartCost With)>> ColdAsync(
        Setup with, Effort effort, Pinning pinning, CancellationToken cancellation)
    {
        var pairs = new List<(StartCost Without, StartCost With)>();
        for (var i = 0; i < effort.Slices; i++)
        {
            var without = await StartProcess.RunAsync("start", with with { Checks = 0 }, pinning, compilesOnce: false, cancellation);
            pairs.Add((without[0], (await StartProcess.RunAsync("start", with, pinning, compilesOnce: false, cancellation))[0]));
        }

        return pairs;
    }

    /// <summary>Starts in one process that has compiled what they need. Else its compiler would go on in the background for minutes, and be counted.</summary>
    public static async Task<List<(StartCost Without, StartCost With)>> WarmAsync(Setup with, Pinning pinning, CancellationToken cancellation)
    {
        var costs = await StartProcess.RunAsync("restart", with, pinning, compilesOnce: true, cancellation);
        return [.. costs.Chunk(2).Select(static pair => (pair[0], pair[1]))];
    }
}
