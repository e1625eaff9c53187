using System.Globalization;

namespace HealthPoint.Benchmarks;

/// <summary>Requests per second of contenders, each compared with a bare endpoint of the same process.</summary>
internal sealed class ThroughputScenario(string name, string title, IReadOnlyList<Setup> setups) : Scenario(name, title)
{
    private const string Integer = "N0";

    /// <summary>The ratio that MapHealthPoint should reach, if there is one.</summary>
    public double? Goal { get; init; }

    /// <summary>The credentials that callers send, or none.</summary>
    public string? Authorization { get; init; }

    public override async Task RunAsync(Effort effort, Pinning pinning, TextWriter output, CancellationToken cancellation)
    {
        var wrk = new Wrk(pinning);
        var pairs = setups.ToDictionary(static setup => setup, static _ => new List<SlicePair>());
        foreach (var slices in effort.SlicesOfProcesses)
        {
            await MeasureAsync(slices, pairs, wrk, effort, pinning, cancellation);
        }

        await output.WriteLineAsync(Table(pairs).ToString());
    }

    private async Task MeasureAsync(
        int slices, Dictionary<Setup, List<SlicePair>> pairs, Wrk wrk, Effort effort, Pinning pinning, CancellationToken cancellation)
    {
        // All at once, so that the contenders can take turns; those that nobody asks do nothing.
        var servers = new List<(Setup Setup, ServerProcess Server)>();
        try
        {
            foreach (var setup in setups)
            {
                var server = await ServerProcess.StartAsync(setup, pinning, cancellation);
                servers.Add((setup, server));
                await PrepareAsync(setup, server, cancellation);

                // The warm-up, whose figures nobody keeps.
                await MeasurePairAsync(server, bareFirst: true, wrk, effort, cancellation);
            }

            for (var slice = 0; slice < slices; slice++)
            {
                foreach (var (setup, server) in servers)
                {
                    // Whoever comes second finds another machine: so both are second equally often.
                    pairs[setup].Add(await MeasurePairAsync(server, bareFirst: pairs[setup].Count % 2 == 0, wrk, effort, cancellation));
                }
            }
        }
        finally
        {
            foreach (var (_, server) in servers)
            {
                await server.DisposeAsync();
            }
        }
    }

    /// <summary>Gives the bare endpoint the contender's bytes, and looks whether the answers are what the table says they are.</summary>
    private async Task PrepareAsync(Setup setup, ServerProcess server, CancellationToken cancellation)
    {
        var answer = await server.GetAsync(server.Health, cancellation, Authorization);
        if (setup.Contender != Contender.MapHealthPoint)
        {
            return;
        }

        await server.SetBareBodyAsync(answer.Body, cancellation);
        var bare = await server.GetAsync(server.Bare, cancellation, Authorization);
        if (!bare.IsLike(answer))
        {
            throw new BenchmarkFailedException($"The bare endpoint answers otherwise than HealthPoint.\n{bare.Headers}\n\n{answer.Headers}");
        }

        if ((answer.Body.Length > 2) != (Authorization is not null))
        {
            throw new BenchmarkFailedException("Details were seen by a caller without credentials, or not by one who has them.");
        }
    }

    private async Task<SlicePair> MeasurePairAsync(ServerProcess server, bool bareFirst, Wrk wrk, Effort effort, CancellationToken cancellation)
    {
        if (bareFirst)
        {
            var bare = await SliceAsync(server.Bare);
            return new SlicePair(bare, await SliceAsync(server.Health));
        }

        var contender = await SliceAsync(server.Health);
        return new SlicePair(await SliceAsync(server.Bare), contender);

        Task<Slice> SliceAsync(Uri address) => Slice.MeasureAsync(server, address, wrk, effort, cancellation, Authorization);
    }

    private Table Table(Dictionary<Setup, List<SlicePair>> pairs)
    {
        var table = new Table(
            "", "requests/s", "of bare", "95 % interval", "goal", "99 % of latencies, ms", "CPU/request, µs", "bytes/request", "above bare");
        AddRow(table, "bare", [.. pairs.Values.SelectMany(static list => list).Select(static pair => pair.Bare)], ["1", "", ""], "");
        foreach (var (setup, list) in pairs)
        {
            var ratio = Median.Of(list.Select(static pair => pair.Ratio));
            var format = ratio.Value < 0.1 ? "0.0000" : "0.000";
            var goal = setup.Contender == Contender.MapHealthPoint ? Goal : null;
            AddRow(
                table,
                setup.Contender.Title,
                [.. list.Select(static pair => pair.Contender)],
                [Format(ratio.Value, format), ratio.Interval(format), goal is { } least ? Format(least, "0.00") + ratio.Verdict(ratio.High < least) : ""],
                Format(Median.Of(list.Select(static pair => pair.AllocatedAboveBare)).Value, Integer));
        }

        return table;
    }

    private static void AddRow(Table table, string name, IReadOnlyList<Slice> slices, string[] comparison, string aboveBare)
    {
        table.Add(
        [
            name,
            MedianOf(static slice => slice.Wrk.RequestsPerSecond, Integer),
            .. comparison,
            MedianOf(static slice => slice.Wrk.Latency99.TotalMilliseconds, "0.00"),
            MedianOf(static slice => slice.CpuMicroseconds, "0.0"),
            MedianOf(static slice => slice.AllocatedBytes, Integer),
            aboveBare,
        ]);

        string MedianOf(Func<Slice, double> value, string format) => Format(Median.Of(slices.Select(value)).Value, format);
    }

    private static string Format(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
