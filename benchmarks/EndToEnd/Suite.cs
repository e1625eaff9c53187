namespace HealthPoint.Benchmarks;

/// <summary>Runs scenarios one after the other.</summary>
internal static class Suite
{
    /// <summary>Runs all scenarios, or those whose name begins with a text; returns the exit code.</summary>
    public static async Task<int> RunAsync(
        string? name, Effort effort, Pinning pinning, TextWriter output, TextWriter errors, CancellationToken cancellation)
    {
        var scenarios = Scenarios.All.Where(scenario => string.Equals(scenario.Name, name, StringComparison.Ordinal)).ToArray();
        if (scenarios.Length == 0)
        {
            scenarios = [.. Scenarios.All.Where(scenario => scenario.Name.StartsWith(name ?? "", StringComparison.Ordinal))];
        }

        if (scenarios.Length == 0)
        {
            await errors.WriteLineAsync($"There is no scenario {name}; `list` names them all.");
            return 1;
        }

        await output.WriteLineAsync(Preface.Of(effort));
        foreach (var scenario in scenarios)
        {
            await output.WriteLineAsync($"### {scenario.Name}: {scenario.Title}\n");
            try
            {
                await scenario.RunAsync(effort, pinning, output, cancellation);
            }
            catch (BenchmarkFailedException exception)
            {
                // No table is better than a wrong one, and no others that might be taken for a whole run.
                await errors.WriteLineAsync($"FAILED: {scenario.Name}: {exception.Message}");
                return 1;
            }
        }

        return 0;
    }
}
