using System.Globalization;
using HealthPoint.Benchmarks;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

// `project <folder>` writes a project to be built; without it the generator and the analyzers are measured.
if (args is ["project", var folder])
{
    SourceProject.Write(folder, files: 1000, checks: 100);
    return;
}

var rounds = args.Contains("--quick", StringComparer.Ordinal) ? 3 : 101;
GeneratorBenchmark.Print(rounds, Console.Out);
await AnalyzerBenchmark.PrintAsync(Math.Min(rounds, 15), Console.Out);
