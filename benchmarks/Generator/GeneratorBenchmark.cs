using System.Globalization;
using System.Runtime.InteropServices;
using HealthPoint.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace HealthPoint.Benchmarks;

/// <summary>
/// What the generator costs beside one that only asks for the attribute, in pairs of which each goes first in turn. Each
/// has a compilation of its own, so that neither finds symbols that the other made.
/// </summary>
internal static class GeneratorBenchmark
{
    private const double MostPerKeystroke = 0.5;

    private static readonly (string Name, double? Goal, Func<CSharpCompilation, int, int, CSharpCompilation> Edit)[] Edits =
    [
        ("unrelated keystroke", MostPerKeystroke, static (before, _, edit) => before.ReplaceSyntaxTree(before.SyntaxTrees[^1], Workspace.Unrelated(edit))),
        ("edit of one check", null, static (before, checks, edit) => before.ReplaceSyntaxTree(before.SyntaxTrees[0], Workspace.WithCheck(checks, edit))),
        ("reference built again", null, static (before, _, _) => before.ReplaceReference(before.References.Last(), Workspace.Rebuilt())),
    ];

    public static void Print(int rounds, TextWriter output)
    {
        output.Write(string.Create(CultureInfo.InvariantCulture, $"""
            ## The generator

            {TimeProvider.System.GetUtcNow():yyyy-MM-dd}, {RuntimeInformation.FrameworkDescription}, {Environment.ProcessorCount} processors, Roslyn {typeof(CSharpCompilation).Assembly.GetName().Version}. {Workspace.Trees} files, {Workspace.References} references; medians of {rounds} pairs.


            """));
        var table = new Table("checks", "run", "attribute only, ms", "HealthPoint, ms", "difference, ms", "95 %", "at most", "difference, KB");
        foreach (var checks in (int[])[1, 100, 1000])
        {
            var start = Workspace.Create(checks);
            AssertCached(start);
            AddRow(table, checks, "cold", null, Cold(checks, Math.Min(rounds, 15)));
            foreach (var (name, goal, edit) in Edits)
            {
                AddRow(table, checks, name, goal, Warm(start, rounds, (before, number) => edit(before, checks, number)));
            }
        }

        output.WriteLine(table);
    }

    private static List<(Cost Floor, Cost Own)> Cold(int checks, int rounds) => Pairs(
        rounds,
        _ => (Driver(new AttributeOnly()), Workspace.Create(checks)),
        _ => (Driver(new HealthPointGenerator()), Workspace.Create(checks)));

    private static List<(Cost Floor, Cost Own)> Warm(CSharpCompilation start, int rounds, Func<CSharpCompilation, int, CSharpCompilation> edit)
    {
        var (floor, own) = (Driver(new AttributeOnly()).RunGenerators(start), Driver(new HealthPointGenerator()).RunGenerators(start));
        var (floorBefore, ownBefore) = (start, start);
        return Pairs(
            rounds,
            number => (floor, floorBefore = edit(floorBefore, number)),
            number => (own, ownBefore = edit(ownBefore, number)),
            driver => floor = driver,
            driver => own = driver);
    }

    private static List<(Cost Floor, Cost Own)> Pairs(
        int rounds,
        Func<int, (GeneratorDriver Driver, Compilation Compilation)> floor,
        Func<int, (GeneratorDriver Driver, Compilation Compilation)> own,
        Action<GeneratorDriver>? keepFloor = null,
        Action<GeneratorDriver>? keepOwn = null)
    {
        const int warmUp = 10;
        var pairs = new List<(Cost, Cost)>();
        for (var number = 0; number < rounds + warmUp; number++)
        {
            // An edit's number is part of what is written, and never comes twice.
            Cost first, second;
            if (number % 2 == 0)
            {
                first = Run(floor(number + 3), keepFloor);
                second = Run(own(number + 3), keepOwn);
            }
            else
            {
                second = Run(own(number + 3), keepOwn);
                first = Run(floor(number + 3), keepFloor);
            }

            if (number >= warmUp)
            {
                pairs.Add((first, second));
            }
        }

        return pairs;
    }

    private static Cost Run((GeneratorDriver Driver, Compilation Compilation) state, Action<GeneratorDriver>? keep)
    {
        var bytes = GC.GetTotalAllocatedBytes(precise: true);
        var started = TimeProvider.System.GetTimestamp();
        var driver = state.Driver.RunGenerators(state.Compilation);
        var elapsed = TimeProvider.System.GetElapsedTime(started);
        bytes = GC.GetTotalAllocatedBytes(precise: true) - bytes;
        keep?.Invoke(driver);
        return driver.GetRunResult().Results[0].Exception is { } exception ? throw exception : new(elapsed.TotalMilliseconds, bytes);
    }

    private static void AddRow(Table table, int checks, string name, double? goal, List<(Cost Floor, Cost Own)> pairs)
    {
        var difference = Median.Of(pairs.Select(static pair => pair.Own.Milliseconds - pair.Floor.Milliseconds));
        table.Add(
            checks.ToString("N0", CultureInfo.InvariantCulture),
            name,
            Text(Median.Of(pairs.Select(static pair => pair.Floor.Milliseconds)).Value),
            Text(Median.Of(pairs.Select(static pair => pair.Own.Milliseconds)).Value),
            Text(difference.Value),
            difference.Interval("0.00"),
            goal is { } most ? $"{most.ToString("0.0", CultureInfo.InvariantCulture)}{difference.Verdict(difference.Low > most)}" : "",
            (Median.Of(pairs.Select(static pair => (double)(pair.Own.Bytes - pair.Floor.Bytes))).Value / 1024).ToString("N0", CultureInfo.InvariantCulture));

        static string Text(double milliseconds) => milliseconds.ToString("0.00", CultureInfo.InvariantCulture);
    }

    /// <summary>An unrelated keystroke must redo nothing; a figure for one that does would mislead.</summary>
    private static void AssertCached(CSharpCompilation start)
    {
        var driver = CSharpGeneratorDriver.Create(
                [new HealthPointGenerator().AsSourceGenerator()],
                driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true))
            .RunGenerators(start)
            .RunGenerators(Edits[0].Edit(start, 0, 3));
        var outputs = driver.GetRunResult().Results[0].TrackedOutputSteps.SelectMany(static step => step.Value).SelectMany(static run => run.Outputs);
        if (outputs.Any(static output => output.Reason is not IncrementalStepRunReason.Cached))
        {
            throw new InvalidOperationException("An unrelated keystroke writes the module again.");
        }
    }

    private static CSharpGeneratorDriver Driver(IIncrementalGenerator generator) => CSharpGeneratorDriver.Create(generator);

    private sealed record Cost(double Milliseconds, long Bytes);
}
