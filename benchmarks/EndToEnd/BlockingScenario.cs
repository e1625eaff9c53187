using System.Globalization;

namespace HealthPoint.Benchmarks;

/// <summary>
/// Two hundred checks that never return, and a caller who asks for them every second: what that does to the application's
/// own endpoint, and how many threads it costs.
/// </summary>
internal sealed class BlockingScenario() : Scenario("blocking", "200 synchronous checks that block for ever")
{
    private const int Checks = 200;

    private static readonly Contender[] Contenders = [Contender.MapHealthPoint, Contender.MapHealthChecks];

    public override async Task RunAsync(Effort effort, Pinning pinning, TextWriter output, CancellationToken cancellation)
    {
        var table = new Table(
            "beside the checks of", "requests/s without them", "with them", "ratio", "95 % interval", "99 % of latencies without, ms", "with, ms",
            "threads before", "after the first second", "at the end");
        foreach (var contender in Contenders)
        {
            table.Add(await MeasureAsync(contender, new Wrk(pinning), effort, pinning, cancellation));
        }

        await output.WriteLineAsync(table.ToString());
    }

    private static async Task<string[]> MeasureAsync(Contender contender, Wrk wrk, Effort effort, Pinning pinning, CancellationToken cancellation)
    {
        await using var calm = await ServerProcess.StartAsync(new Setup(contender), pinning, cancellation);
        await using var blocked = await ServerProcess.StartAsync(new Setup(contender, CheckKind.Blocking, Checks), pinning, cancellation);
        foreach (var server in new[] { calm, blocked })
        {
            await server.GetAsync(server.Bare, cancellation);
            await wrk.RunAsync(server.Bare, effort.Connections, effort.Seconds, cancellation);
        }

        var before = blocked.Threads;
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var prober = ProbeAsync(blocked.Health, enough.Token);
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, cancellation);
        var first = blocked.Threads;

        var (without, with) = (new List<WrkResult>(), new List<WrkResult>());
        for (var slice = 0; slice < effort.Slices; slice++)
        {
            without.Add(await wrk.RunAsync(calm.Bare, effort.Connections, effort.Seconds, cancellation));

            // A server without a free thread answers nobody: a result, and no mistake of the measurement.
            with.Add(await wrk.RunAsync(blocked.Bare, effort.Connections, effort.Seconds, cancellation, mayStarve: true));
        }

        var end = blocked.Threads;
        await enough.CancelAsync();
        await prober;

        var ratio = Median.Of(with.Zip(without, static (one, other) => one.RequestsPerSecond / other.RequestsPerSecond));
        return
        [
            contender.Title,
            MedianOf(without, static result => result.RequestsPerSecond, "N0"),
            MedianOf(with, static result => result.RequestsPerSecond, "N0"),
            ratio.Value.ToString("0.000", CultureInfo.InvariantCulture),
            ratio.Interval("0.000"),
            MedianOf(without, static result => result.Latency99.TotalMilliseconds, "0.00"),
            with.TrueForAll(static result => result.Requests == 0) ? "none" : MedianOf(with.FindAll(static result => result.Requests > 0), static result => result.Latency99.TotalMilliseconds, "0.00"),
            before.ToString(CultureInfo.InvariantCulture),
            first.ToString(CultureInfo.InvariantCulture),
            end.ToString(CultureInfo.InvariantCulture),
        ];
    }

    /// <summary>An orchestrator with a patience of a second. What it reads is not of interest here.</summary>
    private static async Task ProbeAsync(Uri health, CancellationToken cancellation)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(1) };
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        try
        {
            do
            {
                try
                {
                    using var response = await client.GetAsync(health, cancellation);
                }
                catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellation.IsCancellationRequested)
                {
                    // It did not answer in time; the next probe comes all the same.
                }
            }
            while (await timer.WaitForNextTickAsync(cancellation));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Enough was measured.
        }
    }

    private static string MedianOf(List<WrkResult> results, Func<WrkResult, double> value, string format) =>
        Median.Of(results.Select(value)).Value.ToString(format, CultureInfo.InvariantCulture);
}
