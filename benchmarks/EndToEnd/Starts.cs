using System.Text.Json;

namespace HealthPoint.Benchmarks;

/// <summary>Starts applications in a process that does nothing else, and prints a <see cref="StartCost"/> of each.</summary>
internal static class Starts
{
    /// <summary>How many starts with checks, and as many without, a process makes before those that count.</summary>
    public const int WarmUps = 40;

    /// <summary>How many starts with checks, and as many without, count.</summary>
    public const int Rounds = 30;

    /// <summary>The first start of the process.</summary>
    public static async Task OnceAsync(Setup setup, CancellationToken cancellation) => Print(await MeasureAsync(setup, cancellation));

    /// <summary>Many starts after those that had the code compiled, each without checks and then with them.</summary>
    public static async Task RepeatedlyAsync(Setup setup, CancellationToken cancellation)
    {
        for (var round = 0; round < WarmUps + Rounds; round++)
        {
            var without = await MeasureAsync(setup with { Checks = 0 }, cancellation);
            var with = await MeasureAsync(setup, cancellation);
            if (round >= WarmUps)
            {
                Print(without);
                Print(with);
            }
        }
    }

    private static async Task<StartCost> MeasureAsync(Setup setup, CancellationToken cancellation)
    {
        using var client = new HttpClient();
        var begin = Environment.CpuUsage.TotalTime;
        await using var app = BenchmarkHost.Build(setup);
        await app.StartAsync(cancellation);
        var start = Environment.CpuUsage.TotalTime - begin;

        // A collection costs time that nobody but this measurement needs.
        var startedBytes = GC.GetTotalMemory(forceFullCollection: true);
        begin = Environment.CpuUsage.TotalTime;
        using (var response = await client.GetAsync(new Uri(new Uri(app.Urls.Single()), BenchmarkHost.HealthPath), cancellation))
        {
            response.EnsureSuccessStatusCode();
        }

        var answer = Environment.CpuUsage.TotalTime - begin;
        var answeredBytes = GC.GetTotalMemory(forceFullCollection: true);
        await app.StopAsync(cancellation);
        return new StartCost(start.TotalMicroseconds, answer.TotalMicroseconds, startedBytes, answeredBytes);
    }

    private static void Print(StartCost cost) => Console.WriteLine(JsonSerializer.Serialize(cost));
}
