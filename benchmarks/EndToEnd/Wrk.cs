using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace HealthPoint.Benchmarks;

/// <summary>The load generator.</summary>
internal sealed class Wrk(Pinning pinning)
{
    private static readonly string Script = Path.Combine(AppContext.BaseDirectory, "report.lua");

    /// <summary>Asks for one address for some seconds, as fast as the answers come.</summary>
    /// <exception cref="BenchmarkFailedException">wrk could not be run, or an answer was an error.</exception>
    public async Task<WrkResult> RunAsync(Uri address, int connections, int seconds, CancellationToken cancellation, string? authorization = null, bool mayStarve = false)
    {
        List<string> arguments =
        [
            "--threads", "1",
            "--connections", connections.ToString(CultureInfo.InvariantCulture),
            "--duration", seconds.ToString(CultureInfo.InvariantCulture) + "s",
            "--script", Script,
        ];
        if (authorization is not null)
        {
            arguments.AddRange(["--header", "Authorization: " + authorization]);
        }

        arguments.Add(address.AbsoluteUri);
        var output = await OutputAsync(pinning.Client("wrk", arguments), cancellation);
        var line = Array.Find(output.Split('\n'), static line => line.StartsWith("result ", StringComparison.Ordinal))
            ?? throw new BenchmarkFailedException($"wrk said nothing about {address}: {output}");
        var numbers = Array.ConvertAll(line.Split(' ')[1..], static number => long.Parse(number, CultureInfo.InvariantCulture));
        var result = new WrkResult(
            numbers[0], TimeSpan.FromMicroseconds(numbers[1]), TimeSpan.FromMicroseconds(numbers[4]), TimeSpan.FromMicroseconds(numbers[5]));

        // wrk counts a redirection as a success; ServerProcess.GetAsync, which precedes every measurement, does not.
        if (numbers[2] > 0 || (!mayStarve && (numbers[3] > 0 || result.Requests == 0)))
        {
            throw new BenchmarkFailedException(string.Create(CultureInfo.InvariantCulture,
                $"Of {numbers[0]} answers of {address}, {numbers[2]} were errors; the connections failed {numbers[3]} times."));
        }

        return result;
    }

    private static async Task<string> OutputAsync(ProcessStartInfo start, CancellationToken cancellation)
    {
        start.RedirectStandardOutput = true;
        try
        {
            using var process = Process.Start(start)!;
            var output = await process.StandardOutput.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            return output;
        }
        catch (Win32Exception exception)
        {
            throw new BenchmarkFailedException($"{start.FileName} could not be started; install wrk, for instance with `apt-get install wrk`.", exception);
        }
    }
}
