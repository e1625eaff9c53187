using System.Collections.Immutable;
using HealthPoint.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace HealthPoint.Generator.Tests.Support;

/// <summary>
/// Runs the generator, for every test. Each run also proves what must always hold: no exception, no warning in generated
/// code, an unrelated edit that re-does nothing, and steps that keep no part of a compilation alive.
/// </summary>
internal static class Driver
{
    private static readonly string[] StepNames =
        [Steps.Checks, Steps.Stats, Steps.Project, Steps.References, Steps.Orphans, Steps.Module];

    /// <summary>Generates and compiles a project that must be without fault.</summary>
    public static Generated Generate(Project project)
    {
        var generated = GenerateFaulty(project);
        Assert.Empty(generated.Diagnostics.Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
        return generated;
    }

    /// <summary>Generates for a project that may have faults of its own; the generated code may not.</summary>
    public static Generated GenerateFaulty(Project project)
    {
        var before = project.Compile().AddSyntaxTrees(Unrelated(project, "private static int Body() { return 1; }", "Before.cs"));
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new HealthPointGenerator().AsSourceGenerator()],
            parseOptions: project.ParseOptions,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        driver = driver.RunGeneratorsAndUpdateCompilation(before, out var compilation, out var reported, TestContext.Current.CancellationToken);
        var first = driver.GetRunResult().Results.Single();
        Assert.Null(first.Exception);
        Assert.Empty(reported);
        var diagnostics = compilation.GetDiagnostics(TestContext.Current.CancellationToken);
        AssertNoWarningIn(first, diagnostics);

        driver = driver.RunGenerators(EditElsewhere(project, before), TestContext.Current.CancellationToken);
        var second = driver.GetRunResult().Results.Single();
        AssertNothingRedone(second);
        foreach (var step in StepNames)
        {
            foreach (var (value, _) in first.TrackedSteps[step].SelectMany(static run => run.Outputs))
            {
                ModelWalk.AssertPlain(value, step);
            }
        }

        return new(
            project,
            (CSharpCompilation)compilation,
            diagnostics,
            [.. first.GeneratedSources.Select(static source => source.SourceText.ToString())],
            driver);
    }

    private static void AssertNoWarningIn(GeneratorRunResult result, ImmutableArray<Diagnostic> diagnostics)
    {
        var trees = result.GeneratedSources.Select(static source => source.SyntaxTree).ToHashSet();
        Assert.Empty(diagnostics.Where(diagnostic =>
            diagnostic.Severity >= DiagnosticSeverity.Warning
            && diagnostic.Location.SourceTree is { } tree
            && trees.Contains(tree)));
    }

    private static CSharpCompilation EditElsewhere(Project project, CSharpCompilation before) => before
        .ReplaceSyntaxTree(
            before.SyntaxTrees[^1],
            Unrelated(project, "private static int Body() { return 2; }", "Before.cs"))
        .AddSyntaxTrees(Unrelated(project, "private static int Added() { return 3; }", "After.cs"));

    private static SyntaxTree Unrelated(Project project, string member, string path) => CSharpSyntaxTree.ParseText(
        $"internal static class Unrelated_{Path.GetFileNameWithoutExtension(path)} {{ {member} }}",
        project.ParseOptions,
        path,
        cancellationToken: TestContext.Current.CancellationToken);

    private static void AssertNothingRedone(GeneratorRunResult result)
    {
        foreach (var step in StepNames)
        {
            Assert.True(result.TrackedSteps.ContainsKey(step), $"The step {step} did not run at all.");
            Assert.All(
                result.TrackedSteps[step].SelectMany(static run => run.Outputs),
                output => Assert.True(
                    output.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged,
                    $"An unrelated edit made {step} {output.Reason}."));
        }

        Assert.All(
            result.TrackedOutputSteps.SelectMany(static step => step.Value).SelectMany(static run => run.Outputs),
            static output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
    }
}
