using System.Runtime.CompilerServices;
using HealthPoint.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace HealthPoint.Generator.Tests.Generation;

/// <summary>Checks are not read again while only bodies are edited; whatever else is edited, wherever it stands, is seen.</summary>
public sealed class DeclarationTests
{
    private const string Check =
        """
        namespace Shop
        {
            internal sealed partial class Health(Clock clock)
            {
                [HealthCheck(Names.Orders, TimeoutSeconds = Names.Seconds)]
                internal bool M(Kind kind, Level level = Names.Level) => clock is not null && kind is not null && level > 0;
            }
        }
        """;

    private const string Others =
        """
        namespace Shop
        {
            internal static class Names
            {
                public const string Orders = "orders";
                public const Level Level = Shop.Level.High;
                public const double Seconds = One * 2, One = 1;
                internal static int Count() { return 1; }
            }

            internal enum Level { Low = 1, High = 2 }

            internal class Kind;

            internal class Clock;
        }
        """;

    [Theory]
    [InlineData("Orders = \"orders\"", "Orders = \"sales\"")]
    [InlineData("One = 1", "One = 3")]
    [InlineData("Level = Shop.Level.High", "Level = Shop.Level.Low")]
    [InlineData("internal class Kind;", "internal enum Kind { None }")]
    [InlineData("internal class Kind;", "internal struct Kind;")]
    [InlineData("internal class Kind;", "internal ref struct Kind;")]
    [InlineData("namespace Shop\n", "namespace Other\n")]
    [InlineData("internal class Clock;", "internal class Clock; internal sealed partial class Health { internal Health() : this(new Clock()) { } }")]
    [InlineData("internal class Clock;", "")]
    [InlineData("internal class Kind;", "internal class Kind;\n#if true\ninternal static class More { [HealthCheck] internal static bool N() => true; }\n#endif")]
    public void What_a_check_means_is_seen_wherever_it_was_edited(string before, string after)
    {
        var project = new Project("Shop", [Check, Others]).Compile();
        var tree = project.SyntaxTrees[^1];
        var edited = Others.Replace(before, after, StringComparison.Ordinal);
        Assert.NotEqual(Others, edited, StringComparer.Ordinal);
        var next = project.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(edited, (CSharpParseOptions)tree.Options, tree.FilePath, cancellationToken: TestContext.Current.CancellationToken));

        var incremental = Text(NewDriver(project).RunGenerators(project, TestContext.Current.CancellationToken).RunGenerators(next, TestContext.Current.CancellationToken));

        Assert.Equal(Text(NewDriver(next).RunGenerators(next, TestContext.Current.CancellationToken)), incremental);
        Assert.NotEqual(Text(NewDriver(project).RunGenerators(project, TestContext.Current.CancellationToken)), incremental, StringComparer.Ordinal);
    }

    [Fact]
    public void After_many_bodies_were_edited_a_declaration_still_counts()
    {
        var project = new Project("Shop", [Check, Others]).Compile();
        var driver = NewDriver(project).RunGenerators(project, TestContext.Current.CancellationToken);
        for (var i = 2; i < 6; i++)
        {
            project = Edited(project, $"return {i - 1};", $"return {i};");
            driver = driver.RunGenerators(project, TestContext.Current.CancellationToken);
        }

        project = Edited(project, "\"orders\"", "\"sales\"");
        Assert.Contains("\"sales\"", Text(driver.RunGenerators(project, TestContext.Current.CancellationToken)), StringComparison.Ordinal);
    }

    [Fact]
    public void No_compilation_of_the_past_is_kept_alive()
    {
        // Roslyn's pools may hold one for a while; what the generator holds, it would hold every time.
        Assert.Contains(Enumerable.Range(0, 5), static _ => AreAllForgotten());
    }

    private static bool AreAllForgotten()
    {
        var past = new List<WeakReference>();
        var driver = EditBodies(past);

        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        GC.KeepAlive(driver);
        return past.TrueForAll(static compilation => !compilation.IsAlive);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static GeneratorDriver EditBodies(List<WeakReference> past)
    {
        var project = new Project("Shop", [Check, Others]).Compile();
        GeneratorDriver driver = NewDriver(project);
        for (var i = 0; i < 3; i++)
        {
            driver = driver.RunGenerators(project, TestContext.Current.CancellationToken);
            past.Add(new WeakReference(project));
            project = Edited(project, "return ", "return 1 + ");
        }

        return driver.RunGenerators(project, TestContext.Current.CancellationToken);
    }

    private static CSharpCompilation Edited(CSharpCompilation project, string before, string after)
    {
        var tree = project.SyntaxTrees[^1];
        var text = tree.ToString();
        Assert.Contains(before, text, StringComparison.Ordinal);
        return project.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(text.Replace(before, after, StringComparison.Ordinal), (CSharpParseOptions)tree.Options, tree.FilePath, cancellationToken: TestContext.Current.CancellationToken));
    }

    private static CSharpGeneratorDriver NewDriver(CSharpCompilation project) => CSharpGeneratorDriver.Create(
        [new HealthPointGenerator().AsSourceGenerator()], parseOptions: (CSharpParseOptions)project.SyntaxTrees[0].Options);

    private static string Text(GeneratorDriver driver)
    {
        var result = driver.GetRunResult().Results.Single();
        Assert.Null(result.Exception);
        return string.Concat(result.GeneratedSources.Select(static source => source.SourceText.ToString()));
    }
}
