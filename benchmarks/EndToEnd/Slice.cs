namespace HealthPoint.Benchmarks;

/// <summary>What one slice of time showed.</summary>
internal sealed record Slice(WrkResult Wrk, double CpuMicroseconds, double AllocatedBytes)
{
    /// <summary>Asks a server for one address, and reads before and after what it has used.</summary>
    public static async Task<Slice> MeasureAsync(
        ServerProcess server, Uri address, Wrk wrk, Effort effort, CancellationToken cancellation, string? authorization = null)
    {
        var before = await server.UsageAsync(cancellation);
        var result = await wrk.RunAsync(address, effort.Connections, effort.Seconds, cancellation, authorization);
        var after = await server.UsageAsync(cancellation);
        return new Slice(
            result,
            (after.CpuMicroseconds - before.CpuMicroseconds) / result.Requests,
            (double)(after.AllocatedBytes - before.AllocatedBytes) / result.Requests);
    }
}
