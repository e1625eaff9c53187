using HealthPoint.Generator.Tests.Support;
using Microsoft.CodeAnalysis;
using Xunit;

namespace HealthPoint.Generator.Tests.Documents;

/// <summary>The code of the documentation compiles, and the rules say nothing about it.</summary>
public sealed class CodeTests
{
    private static readonly string[] Languages = ["", "console", "csharp", "http", "json", "mermaid", "promql", "sh", "text", "xml", "yaml"];

    /// <summary>What stands on the pages: a block that is lost, or that no test reads any more, is seen here.</summary>
    public static TheoryData<string, string> Contents { get; } = new()
    {
        { "check-list.md", "xml" },
        { "dialects.md", "csharp" },
        { "dialects.md", "json" },
        { "execution.md", "mermaid" },
        { "formats.md", "csharp" },
        { "formats.md", "json" },
        { "formats.md", "yaml" },
        { "hosting.md", "csharp" },
        { "hosting.md", "json" },
        { "instances.md", "csharp" },
        { "migrating.md", "csharp" },
        { "migrating.md", "json" },
        { "migrating.md", "sh" },
        { "observability.md", "csharp" },
        { "probes.md", "csharp" },
        { "probes.md", "yaml" },
    };

    public static TheoryData<string> Places { get; } =
        [.. Document.Pages.SelectMany(static page => page.Snippets).Where(static snippet => snippet.Language is "csharp").Select(static snippet => snippet.Place)];

    public static TheoryData<string> Instructions { get; } =
        [.. Document.Pages.SelectMany(static page => page.Instructions).Select(static row => row.Place)];

    [Theory]
    [MemberData(nameof(Contents))]
    public void A_page_has_its_blocks(string name, string language) =>
        Assert.Contains((name, language), Document.Pages.SelectMany(static page => page.Blocks.Select(block => (page.Name, block.Language))).Distinct());

    [Fact]
    public void Every_page_is_read_and_every_block_says_what_it_is()
    {
        foreach (var page in Document.Pages)
        {
            var languages = page.Snippets.CountBy(static snippet => snippet.Language, StringComparer.Ordinal).OrderBy(static count => count.Key, StringComparer.Ordinal);
            TestContext.Current.TestOutputHelper!.WriteLine($"{page.Path}: {string.Join(", ", languages.Select(static count => $"{count.Value} {count.Key}"))}");
            Assert.All(page.Blocks, static block => Assert.Contains(block.Language, Languages, StringComparer.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Code_compiles_and_no_rule_has_anything_against_it(string place)
    {
        var (page, snippet) = Find(place);
        var project = Scene.Of(snippet, page);

        Driver.Generate(project);
        Assert.Empty((await Review.DiagnosticsAsync(project)).Where(static diagnostic => diagnostic.Severity > DiagnosticSeverity.Info));
    }

    [Theory]
    [MemberData(nameof(Instructions))]
    public void Each_row_says_what_to_write_or_that_it_comes_later(string place)
    {
        var row = Document.Pages.SelectMany(static page => page.Instructions).Single(row => string.Equals(row.Place, place, StringComparison.Ordinal));

        Assert.True(
            row.Code.Count > 0 || row.Text.Contains("](", StringComparison.Ordinal) || row.Text.Contains("nothing", StringComparison.OrdinalIgnoreCase) || row.Text.Contains("comes with a later version", StringComparison.OrdinalIgnoreCase),
            row.Text);
    }

    internal static (Document Page, Snippet Snippet) Find(string place) =>
        Document.Pages.SelectMany(static page => page.Snippets.Select(snippet => (page, snippet))).Single(found => string.Equals(found.snippet.Place, place, StringComparison.Ordinal));
}
