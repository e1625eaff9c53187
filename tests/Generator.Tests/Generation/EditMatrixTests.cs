using HealthPoint.Generator.Tests.Support;
using HealthPoint.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace HealthPoint.Generator.Tests.Generation;

/// <summary>
/// What each kind of edit makes each step do: <c>Cached</c> did not run, <c>Unchanged</c> ran and found what it had found
/// before, <c>Modified</c> found something else. The project references another one with a module, and an assembly without.
/// </summary>
public sealed class EditMatrixTests
{
    private const string Source =
        """
        namespace Shop
        {
            internal static class Health
            {
                [HealthCheck("a")] internal static bool A(int days = 3) { return days > 0; }
                [HealthCheck("b")] internal static bool B() { return true; }
            }
        }
        """;

    private const string LibrarySource = "internal static class Health { [HealthCheck] internal static bool M() { return true; } }";

    private static readonly string[] StepNames =
        [Steps.Checks, Steps.Stats, Steps.Project, Steps.References, Steps.Orphans, Steps.Module];

    [Theory]
    //           Checks    Stats     Project   References Orphans   Module    Output
    [InlineData("Cached    Cached    Cached    Cached     Cached    Cached    Cached   ", "nothing")]
    [InlineData("Cached    Cached    Unchanged Cached     Unchanged Cached    Cached   ", "a comment")]
    [InlineData("Cached    Cached    Unchanged Cached     Unchanged Cached    Cached   ", "whitespace above a check")]
    [InlineData("Cached    Cached    Unchanged Cached     Unchanged Cached    Cached   ", "the body of a check")]
    [InlineData("Modified  Unchanged Unchanged Cached     Unchanged Modified  Modified ", "the name of a method")]
    [InlineData("Modified  Unchanged Unchanged Cached     Unchanged Modified  Modified ", "the name of a check")]
    [InlineData("Modified  Unchanged Unchanged Cached     Unchanged Modified  Modified ", "one more check")]
    [InlineData("Modified  Unchanged Unchanged Cached     Unchanged Modified  Modified ", "one check less")]
    [InlineData("Unchanged Unchanged Unchanged Cached     Unchanged Cached    Cached   ", "an unrelated type")]
    [InlineData("Unchanged Unchanged Unchanged Cached     Unchanged Cached    Cached   ", "one more reference")]
    [InlineData("Unchanged Unchanged Unchanged Modified   Unchanged Modified  Modified ", "one more reference with a module")]
    [InlineData("Unchanged Unchanged Unchanged Cached     Unchanged Cached    Cached   ", "a reference read anew")]
    [InlineData("Unchanged Unchanged Unchanged Cached     Unchanged Cached    Cached   ", "a body in a referenced project")]
    [InlineData("Unchanged Unchanged Unchanged Cached     Unchanged Cached    Cached   ", "one more internal check in a referenced project")]
    [InlineData("Unchanged Unchanged Modified  Cached     Unchanged Modified  Modified ", "the name of the assembly")]
    [InlineData("Unchanged Unchanged Modified  Cached     Unchanged Unchanged Cached   ", "the kind of output")]
    public void An_edit_redoes_what_depends_on_it_and_no_more(string reasons, string edit)
    {
        var library = new Project("Library", [LibrarySource]);
        var orphans = Orphans();
        var project = Generated(library).ToMetadataReference();
        var before = new Project(Source).Referencing(project, orphans).Compile();

        var after = edit switch
        {
            "nothing" => before,
            "a comment" => Edited(before, "namespace Shop", "/* why */ namespace Shop"),
            "whitespace above a check" => Edited(before, "[HealthCheck(\"b\")]", "\n\n[HealthCheck(\"b\")]"),
            "the body of a check" => Edited(before, "days > 0", "days > 1"),
            "the name of a method" => Edited(before, "bool A(", "bool C("),
            "the name of a check" => Edited(before, "\"a\"", "\"c\""),
            "one more check" => Edited(before, "[HealthCheck(\"a\")]", "[HealthCheck(\"a\"), HealthCheck(\"c\")]"),
            "one check less" => Edited(before, "[HealthCheck(\"b\")]", ""),
            "an unrelated type" => before.AddSyntaxTrees(CSharpSyntaxTree.ParseText("class Unrelated;", (CSharpParseOptions)before.SyntaxTrees[0].Options, "Unrelated.cs", cancellationToken: TestContext.Current.CancellationToken)),
            "one more reference" => before.AddReferences(MetadataReference.CreateFromImage(Support.Generated.WithoutGenerator(new Project("Plain", ["public class Nothing;"])))),
            "one more reference with a module" => before.AddReferences(Driver.Generate(new Project("Other", [LibrarySource])).As(ReferenceKind.ReferenceImage)),
            "a reference read anew" => before.ReplaceReference(orphans, Orphans()),
            "a body in a referenced project" => before.ReplaceReference(project, Generated(library with { Sources = [LibrarySource.Replace("true", "false", StringComparison.Ordinal)] }).ToMetadataReference()),
            "one more internal check in a referenced project" => before.ReplaceReference(project, Generated(library with { Sources = [LibrarySource, "internal static class More { [HealthCheck] internal static bool M() => true; }"] }).ToMetadataReference()),
            "the name of the assembly" => before.WithAssemblyName("Other"),
            "the kind of output" => before.WithOptions(before.Options.WithOutputKind(OutputKind.ConsoleApplication)),
            _ => throw new ArgumentOutOfRangeException(nameof(edit)),
        };

        Assert.Equal(string.Join(' ', reasons.Split(' ', StringSplitOptions.RemoveEmptyEntries)), Reasons(before, after));
    }

    private static CSharpCompilation Generated(Project project) => Driver.Generate(project).Compilation;

    private static PortableExecutableReference Orphans() => MetadataReference.CreateFromImage(Support.Generated.WithoutGenerator(
        new Project("Orphans", ["public static class Health { [HealthCheck(\"orphan\")] public static bool M() => true; }"])));

    private static CSharpCompilation Edited(CSharpCompilation compilation, string before, string after)
    {
        // As an editor does it, with most of the tree kept.
        var tree = compilation.SyntaxTrees[^1];
        var text = tree.GetText(TestContext.Current.CancellationToken);
        var start = text.ToString().IndexOf(before, StringComparison.Ordinal);
        return compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(text.WithChanges(new TextChange(new TextSpan(start, before.Length), after))));
    }

    /// <summary>Why each step has its value, in the order of the pipeline, and the output last.</summary>
    private static string Reasons(Compilation before, Compilation after)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new HealthPointGenerator().AsSourceGenerator()],
            parseOptions: (CSharpParseOptions)before.SyntaxTrees.First().Options,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        var result = driver
            .RunGenerators(before, TestContext.Current.CancellationToken)
            .RunGenerators(after, TestContext.Current.CancellationToken)
            .GetRunResult().Results.Single();
        Assert.Null(result.Exception);

        return string.Join(' ', StepNames
            .Select(step => result.TrackedSteps[step])
            .Append(result.TrackedOutputSteps.Single().Value)
            .Select(static runs => Assert.Single(runs.SelectMany(static run => run.Outputs)).Reason));
    }
}
