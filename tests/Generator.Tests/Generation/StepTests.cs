using HealthPoint.Generator.Tests.Support;
using HealthPoint.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace HealthPoint.Generator.Tests.Generation;

/// <summary>More edits than those of <see cref="EditMatrixTests"/>. (That an unrelated one does nothing, every other test proves too.)</summary>
public sealed class StepTests
{
    private const string Source = "namespace Shop { internal static class Health { [HealthCheck(\"a\", TimeoutSeconds = 1)] internal static bool M(int days = 3) { return days > 0; } } }";

    private const string None = "";

    [Theory]
    [InlineData("the access", "internal static bool M", "public static bool M", None)]
    [InlineData("a property", "TimeoutSeconds = 1", "TimeoutSeconds = 2", "Checks Module")]
    [InlineData("a default", "days = 3", "days = 4", "Checks Module")]
    [InlineData("a mistake", "internal static bool M", "private static bool M", "Checks Module")]
    [InlineData("a stat", "internal static class Health {", "internal static class Health { [HealthStat] internal static System.Text.Json.Nodes.JsonObject S() => [];", "Stats Module")]
    public void An_edit_of_the_source_redoes_what_depends_on_it(string edit, string before, string after, string changed)
    {
        Assert.Contains(before, Source, StringComparison.Ordinal);
        var edited = Source.Replace(before, after, StringComparison.Ordinal);
        var compilation = new Project(Source).Compile();
        var tree = compilation.SyntaxTrees[^1];

        var steps = Changed(
            compilation,
            compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(edited, (CSharpParseOptions)tree.Options, tree.FilePath, cancellationToken: TestContext.Current.CancellationToken)));

        Assert.True(string.Equals(changed, steps, StringComparison.Ordinal), $"After {edit}: '{steps}' instead of '{changed}'.");
    }

    [Fact]
    public void Another_assembly_name_or_kind_redoes_the_module()
    {
        var compilation = new Project(Source).Compile();
        var empty = new Project("public class Nothing;").Compile();

        Assert.Equal("Project Module", Changed(compilation, compilation.WithAssemblyName("Other")));
        Assert.Equal("Project Module", Changed(empty, empty.WithOptions(empty.Options.WithOutputKind(OutputKind.ConsoleApplication))));

        // The module of a library with checks is the one that an executable would have.
        Assert.Equal("Project", Changed(compilation, compilation.WithOptions(compilation.Options.WithOutputKind(OutputKind.ConsoleApplication))));
    }

    [Fact]
    public void A_reference_counts_if_it_has_a_module()
    {
        var compilation = new Project(Source).Compile();
        var empty = Generated.WithoutGenerator(new Project("Empty", ["public class Nothing;"]));
        var library = Driver.Generate(new Project("Library", ["internal static class Health { [HealthCheck] internal static bool M() => true; }"]));

        Assert.Equal(None, Changed(compilation, compilation.AddReferences(MetadataReference.CreateFromImage(empty))));
        Assert.Equal("References Module", Changed(compilation, compilation.AddReferences(library.As(ReferenceKind.Image))));
        Assert.Equal("References Module", Changed(compilation, compilation.AddReferences(library.As(ReferenceKind.Project))));
    }

    [Theory]
    [InlineData(ReferenceKind.Image)]
    [InlineData(ReferenceKind.Project)]
    public void The_same_reference_read_again_changes_nothing(ReferenceKind kind)
    {
        var library = Driver.Generate(new Project("Library", ["internal static class Health { [HealthCheck] internal static bool M() => true; }"]));
        var more = Driver.Generate(new Project("Library", ["internal static class Health { [HealthCheck] internal static bool M() { return false; } [HealthCheck] internal static bool N() => true; }"]));
        var reference = library.As(kind);
        var compilation = new Project(Source).Referencing(reference).Compile();

        Assert.Equal(None, Changed(compilation, compilation.ReplaceReference(reference, library.As(kind))));
        Assert.Equal(None, Changed(compilation, compilation.ReplaceReference(reference, more.As(kind))));
        Assert.Equal(None, Changed(compilation, compilation.RemoveReferences(reference).AddReferences(reference)));
    }

    [Fact]
    public void An_orphan_that_changes_redoes_the_module()
    {
        static PortableExecutableReference Library(string name) => MetadataReference.CreateFromImage(Generated.WithoutGenerator(
            new Project("Library", [$"public static class Health {{ [HealthCheck(\"{name}\")] public static bool M() => true; }}"])));
        var before = Library("orphan");
        var compilation = new Project(Source).Referencing(before).Compile();

        Assert.Equal(None, Changed(compilation, compilation.ReplaceReference(before, Library("orphan"))));
        Assert.Equal("Orphans Module", Changed(compilation, compilation.ReplaceReference(before, Library("renamed"))));
    }

    /// <summary>The steps whose value an edit changed, in the order of the pipeline.</summary>
    private static string Changed(Compilation before, Compilation after)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new HealthPointGenerator().AsSourceGenerator()],
            parseOptions: (CSharpParseOptions)before.SyntaxTrees.First().Options,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        var result = driver
            .RunGenerators(before, TestContext.Current.CancellationToken)
            .RunGenerators(after, TestContext.Current.CancellationToken)
            .GetRunResult().Results.Single();

        string[] steps = [Steps.Checks, Steps.Stats, Steps.Project, Steps.References, Steps.Orphans, Steps.Module];
        return string.Join(' ', steps.Where(step => result.TrackedSteps[step]
            .SelectMany(static run => run.Outputs)
            .Any(static output => output.Reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged))));
    }
}
