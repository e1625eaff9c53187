using System.Diagnostics;
using System.Globalization;

namespace HealthPoint.Benchmarks;

/// <summary>
/// A server that is asked as fast as it answers, and then gets too little of the machine: what that does to its answers, and
/// how soon they are back when it is over.
/// </summary>
internal sealed class SaturationScenario() : Scenario("saturation", "100 trivial checks, CacheDuration 0, 64 connections, overloaded for a while")
{
    private const int Connections = 64, BusyLoops = 6, SecondsBefore = 5, SecondsAfter = 5;

    public override async Task RunAsync(Effort effort, Pinning pinning, TextWriter output, CancellationToken cancellation)
    {
        var isQuick = effort == Effort.Quick;
        (string Title, string Selections, int Seconds, Func<ServerProcess, CancellationToken, Task> Overload)[] cases =
        [
            ($"{BusyLoops} busy loops beside it, three selections", "three", isQuick ? 3 : 10, LoopAsync),
            ("stopped and continued every 15 to 80 ms, three selections", "three", isQuick ? 3 : 90, FreezeAsync),
            ($"{BusyLoops} busy loops beside it, a fresh selection for each request", "fresh", isQuick ? 3 : 10, LoopAsync),
        ];
        var table = new Table(
            [
                "", "seconds", "requests/s before", "meanwhile", "least second",
                .. Enumerable.Range(1, SecondsAfter).Select(static second => string.Create(CultureInfo.InvariantCulture, $"second {second} after")),
                "unanswered",
            ]);
        foreach (var (title, selections, seconds, overload) in cases)
        {
            table.Add([title, .. await MeasureAsync(selections, seconds, overload, new Wrk(pinning), pinning, cancellation)]);
        }

        await output.WriteLineAsync(table.ToString());
    }

    private static async Task<string[]> MeasureAsync(
        string selections, int seconds, Func<ServerProcess, CancellationToken, Task> overload, Wrk wrk, Pinning pinning, CancellationToken cancellation)
    {
        await using var server = await ServerProcess.StartAsync(new Setup(Contender.MapHealthPoint, Checks: 100), pinning, cancellation);
        await server.GetAsync(server.Health, cancellation);
        await SecondsAsync(SecondsBefore);
        var before = await SecondsAsync(SecondsBefore);

        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var overloaded = overload(server, enough.Token);
        var meanwhile = await SecondsAsync(seconds);
        await enough.CancelAsync();
        await overloaded;

        var after = await SecondsAsync(SecondsAfter);
        return
        [
            Format(seconds),
            Format(MedianOf(before)),
            Format(MedianOf(meanwhile)),
            Format(meanwhile.Min(static result => result.RequestsPerSecond)),
            .. after.Select(static result => Format(result.RequestsPerSecond)),
            Format(before.Concat(meanwhile).Concat(after).Sum(static result => result.Failures)),
        ];

        // An answer that is no 200 ends the benchmark.
        async Task<List<WrkResult>> SecondsAsync(int count)
        {
            var results = new List<WrkResult>();
            for (var second = 0; second < count; second++)
            {
                results.Add(await wrk.RunAsync(server.Health, Connections, seconds: 1, cancellation, mayStarve: true, selections: selections));
            }

            return results;
        }
    }

    private static async Task LoopAsync(ServerProcess server, CancellationToken enough)
    {
        var loops = Enumerable.Range(0, BusyLoops).Select(static _ => Process.Start("sh", ["-c", "while :; do :; done"])).ToArray();
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, enough).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var loop in loops)
        {
            loop.Kill();
            await loop.WaitForExitAsync(CancellationToken.None);
            loop.Dispose();
        }
    }

    private static async Task FreezeAsync(ServerProcess server, CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            await server.SignalAsync("STOP");
            await SomeTimeAsync();
            await server.SignalAsync("CONT");
            await SomeTimeAsync();
        }

        static Task SomeTimeAsync() => Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(15, 81)), TimeProvider.System, CancellationToken.None);
    }

    private static double MedianOf(List<WrkResult> results) => Median.Of(results.Select(static result => result.RequestsPerSecond)).Value;

    private static string Format(double value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
