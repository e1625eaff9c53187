using System.Diagnostics;
using System.Text.Json;

namespace HealthPoint.Benchmarks;

/// <summary>This program once more, for the sake of what a start costs.</summary>
internal static class StartProcess
{
    /// <summary>Runs a command of <see cref="Starts"/>.</summary>
    /// <param name="command">The command.</param>
    /// <param name="setup">The application to start.</param>
    /// <param name="pinning">Where it runs.</param>
    /// <param name="compilesOnce">Whether code is compiled at its best at once, so that the compiler does nothing later on.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<IReadOnlyList<StartCost>> RunAsync(string command, Setup setup, Pinning pinning, bool compilesOnce, CancellationToken cancellation)
    {
        var start = pinning.Server(Environment.ProcessPath!, [command, .. SetupArguments.Of(setup)]);
        start.RedirectStandardOutput = true;
        if (compilesOnce)
        {
            start.Environment["DOTNET_TieredCompilation"] = "0";
        }

        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return process.ExitCode == 0
            ? [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonSerializer.Deserialize<StartCost>(line)!)]
            : throw new BenchmarkFailedException($"{command} of {setup} failed: {output}");
    }
}
