using System.Globalization;

namespace HealthPoint.Benchmarks;

/// <summary>
/// Ten checks that wait for 10 ms: how long a single caller waits for all of them, and how often they are run when
/// many callers ask at the same time.
/// </summary>
internal sealed class WaitingScenario() : Scenario("waiting", "10 asynchronous checks of 10 ms each")
{
    private const int ManyConnections = 16;

    private static readonly (string Title, Setup Setup)[] Contenders =
    [
        ("MapHealthPoint, CacheDuration 0", new Setup(Contender.MapHealthPoint, CheckKind.Waiting, 10)),
        ("MapHealthPoint, default CacheDuration", new Setup(Contender.MapHealthPoint, CheckKind.Waiting, 10, IsCached: true)),
        (Contender.MapHealthChecks.Title, new Setup(Contender.MapHealthChecks, CheckKind.Waiting, 10)),
    ];

    public override async Task RunAsync(Effort effort, Pinning pinning, TextWriter output, CancellationToken cancellation)
    {
        var wrk = new Wrk(pinning);
        var servers = new List<ServerProcess>();
        var alone = Array.ConvertAll(Contenders, static _ => new List<WrkResult>());
        var together = Array.ConvertAll(Contenders, static _ => new List<(double Requests, double Runs)>());
        try
        {
            foreach (var (_, setup) in Contenders)
            {
                var server = await ServerProcess.StartAsync(setup, pinning, cancellation);
                servers.Add(server);
                await server.GetAsync(server.Health, cancellation);
                await wrk.RunAsync(server.Health, ManyConnections, effort.Seconds, cancellation);
            }

            for (var slice = 0; slice < effort.Slices; slice++)
            {
                for (var i = 0; i < servers.Count; i++)
                {
                    alone[i].Add(await wrk.RunAsync(servers[i].Health, connections: 1, effort.Seconds, cancellation));
                    together[i].Add(await TogetherAsync(servers[i], wrk, effort, cancellation));
                }
            }
        }
        finally
        {
            foreach (var server in servers)
            {
                await server.DisposeAsync();
            }
        }

        var table = new Table(
            "", "1 connection: median latency, ms", "99 %, ms", "16 connections: requests/s", "runs/s of each check", "95 % interval");
        for (var i = 0; i < Contenders.Length; i++)
        {
            var runs = Median.Of(together[i].Select(static one => one.Runs));
            table.Add(
                Contenders[i].Title,
                Format(Median.Of(alone[i].Select(static one => one.MedianLatency.TotalMilliseconds)).Value, "0.00"),
                Format(Median.Of(alone[i].Select(static one => one.Latency99.TotalMilliseconds)).Value, "0.00"),
                Format(Median.Of(together[i].Select(static one => one.Requests)).Value, "N0"),
                Format(runs.Value, "N2"),
                runs.Interval("N2"));
        }

        await output.WriteLineAsync(table.ToString());
    }

    /// <summary>
    /// Requests and, of the check that ran most often, runs per second. The time is that from the last run before the slice
    /// to the last one in it, because a slice of two seconds can hold three runs that are a second apart.
    /// </summary>
    private static async Task<(double Requests, double Runs)> TogetherAsync(ServerProcess server, Wrk wrk, Effort effort, CancellationToken cancellation)
    {
        var before = await server.UsageAsync(cancellation);
        var result = await wrk.RunAsync(server.Health, ManyConnections, effort.Seconds, cancellation);
        var after = await server.UsageAsync(cancellation);
        var runs = Enumerable.Range(0, after.Runs.Length)
            .Max(check => (after.Runs[check] - before.Runs[check]) / Math.Max(after.LastRuns[check] - before.LastRuns[check], double.Epsilon));
        return (result.RequestsPerSecond, runs);
    }

    private static string Format(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
