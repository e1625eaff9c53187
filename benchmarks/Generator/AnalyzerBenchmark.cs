using System.Globalization;
using HealthPoint.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace HealthPoint.Benchmarks;

/// <summary>What each analyzer costs, beside compiling the same project.</summary>
internal static class AnalyzerBenchmark
{
    private const int Checks = 100;

    public static async Task PrintAsync(int rounds, TextWriter output)
    {
        DiagnosticAnalyzer[] analyzers =
        [
            .. typeof(HealthPointGenerator).Assembly.GetTypes()
                .Where(static type => type.IsDefined(typeof(DiagnosticAnalyzerAttribute), inherit: false))
                .OrderBy(static type => type.Name, StringComparer.Ordinal)
                .Select(static type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
        ];
        var times = analyzers.ToDictionary(static analyzer => analyzer, static _ => new List<double>());
        var compiling = new List<double>();
        for (var round = -2; round < rounds; round++)
        {
            var compilation = WithModule();
            var started = TimeProvider.System.GetTimestamp();
            compilation.Emit(Stream.Null);
            var elapsed = TimeProvider.System.GetElapsedTime(started).TotalMilliseconds;

            // A compilation of its own: what the compiler has bound is no longer bound by an analyzer.
            var analysis = new CompilationWithAnalyzers(
                WithModule(), [.. analyzers], new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: true));
            await analysis.GetAnalyzerDiagnosticsAsync(CancellationToken.None);
            if (round < 0)
            {
                continue;
            }

            compiling.Add(elapsed);
            foreach (var analyzer in analyzers)
            {
                times[analyzer].Add((await analysis.GetAnalyzerTelemetryInfoAsync(analyzer, CancellationToken.None)).ExecutionTime.TotalMilliseconds);
            }
        }

        var compiler = Median.Of(compiling).Value;
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"""

            ## The analyzers

            {Workspace.Trees} files with {Checks} checks, which compile in {compiler:0} ms once everything is warm; medians of {rounds}. A time holds what the analyzer made the compiler do.

            """));
        var table = new Table("analyzer", "ms", "of compiling", "rules");
        foreach (var analyzer in analyzers)
        {
            Add(analyzer.GetType().Name, times[analyzer], string.Join(' ', analyzer.SupportedDiagnostics.Select(static rule => rule.Id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)));
        }

        Add("all", [.. Enumerable.Range(0, rounds).Select(round => analyzers.Sum(analyzer => times[analyzer][round]))], "");
        await output.WriteLineAsync(table.ToString());

        void Add(string name, List<double> milliseconds, string rules)
        {
            var median = Median.Of(milliseconds).Value;
            table.Add(name, median.ToString("0.0", CultureInfo.InvariantCulture), (median / compiler).ToString("P1", CultureInfo.InvariantCulture), rules);
        }
    }

    private static Compilation WithModule()
    {
        CSharpGeneratorDriver.Create(new HealthPointGenerator()).RunGeneratorsAndUpdateCompilation(Workspace.Create(Checks), out var compilation, out _);
        return compilation;
    }
}
