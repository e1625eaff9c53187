using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace HealthPoint.Benchmarks;

/// <summary>The load generator.</summary>
internal sealed class Wrk(Pinning pinning)
{
    /// <summary>Asks for one address for some seconds, as fast as the answers come.</summary>
    /// <param name="address">The address.</param>
    /// <param name="connections">How many ask at the same time.</param>
    /// <param name="seconds">For how long.</param>
    /// <param name="cancellation">Ends it earlier.</param>
    /// <param name="authorization">The credentials that callers send, or none.</param>
    /// <param name="mayStarve">Whether connections may fail, which is then a result.</param>
    /// <param name="selections">What callers select, as <c>selections.lua</c> has it; <see langword="null"/>: nothing.</param>
    /// <exception cref="BenchmarkFailedException">wrk could not be run, or an answer was an error.</exception>
    public async Task<WrkResult> RunAsync(Uri address, int connections, int seconds, CancellationToken cancellation, string? authorization = null, bool mayStarve = false, string? selections = null)
    {
        List<string> arguments =
        [
            "--threads", "1",
            "--connections", connections.ToString(CultureInfo.InvariantCulture),
            "--duration", seconds.ToString(CultureInfo.InvariantCulture) + "s",
            "--script", Path.Combine(AppContext.BaseDirectory, selections is null ? "report.lua" : "selections.lua"),
        ];
        if (authorization is not null)
        {
            arguments.AddRange(["--header", "Authorization: " + authorization]);
        }

        arguments.Add(address.AbsoluteUri);
        if (selections is not null)
        {
            arguments.AddRange(["--", selections]);
        }

        var output = await OutputAsync(pinning.Client("wrk", arguments), cancellation);
        var line = Array.Find(output.Split('\n'), static line => line.StartsWith("result ", StringComparison.Ordinal))
            ?? throw new BenchmarkFailedException($"wrk said nothing about {address}: {output}");
        var numbers = Array.ConvertAll(line.Split(' ')[1..], static number => long.Parse(number, CultureInfo.InvariantCulture));
        var result = new WrkResult(
            numbers[0], TimeSpan.FromMicroseconds(numbers[1]), TimeSpan.FromMicroseconds(numbers[4]), TimeSpan.FromMicroseconds(numbers[5]), numbers[3]);

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
