using System.Diagnostics;
using System.Text.Json;

namespace HealthPoint.Benchmarks;

/// <summary>This program once more, for the sake of what a start costs.</summary>
internal static class StartProcess
{
    /// <summary>Runs a command of <see cref="Starts"/>.</summary>
    public static async Task<IReadOnlyList<StartCost>> RunAsync(string command, Setup setup, Pinning pinning, CancellationToken cancellation)
    {
        var start = pinning.Server(Environment.ProcessPath!, [command, .. SetupArguments.Of(setup)]);
        start.RedirectStandardOutput = true;
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return process.ExitCode == 0
            ? [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonSerializer.Deserialize<StartCost>(line)!)]
            : throw new BenchmarkFailedException($"{command} of {setup} failed: {output}");
    }
}
