using System.Collections.Immutable;
using HealthPoint.CodeFixes.Fixes;
using HealthPoint.Generator.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Xunit;

namespace HealthPoint.Generator.Tests.Fixes;

/// <summary>The list of checks follows the checks.</summary>
public sealed class UpdateCheckListTests
{
    private const string Source = "internal static class Health { [HealthCheck(\"new\")] internal static bool A() => true; [HealthCheck(\"old\")] internal static bool B() => true; [HealthCheck] internal static bool C() => true; }";

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public async Task A_new_check_is_written_into_the_list_and_a_lost_one_goes(string newLine)
    {
        var solution = Open($"# Ours{newLine}gone{newLine}lost{newLine}old{newLine}");

        Assert.Equal($"# Ours{newLine}gone{newLine}lost{newLine}new{newLine}old{newLine}", await FixAsync(solution, "HP077", "new"));
        Assert.Equal($"# Ours{newLine}gone{newLine}old{newLine}", await FixAsync(solution, "HP076", "lost"));
    }

    [Fact]
    public async Task All_is_updated_at_once_and_then_nothing_is_left()
    {
        var solution = Open("gone\nlost\nold\n");
        foreach (var rule in new[] { "HP076", "HP077" })
        {
            var reported = (await FixReview.DiagnosticsAsync(solution)).Where(diagnostic => string.Equals(diagnostic.Id, rule, StringComparison.Ordinal)).ToImmutableArray();
            Assert.Equal(2, reported.Length);
            var fix = new UpdateCheckList();
            var context = new FixAllContext(
                solution.Projects.Single().Documents.First(), fix, FixAllScope.Solution, nameof(UpdateCheckList), [rule], new FixReview.Found(reported), TestContext.Current.CancellationToken);
            solution = await FixReview.TakeAsync((await fix.GetFixAllProvider().GetFixAsync(context))!);
        }

        Assert.Equal("Health.C\nnew\nold\n", await TextAsync(solution));
        Assert.DoesNotContain(await FixReview.DiagnosticsAsync(solution), static diagnostic => diagnostic.Id is "HP076" or "HP077");
    }

    private static Solution Open(string list) => FixReview.Open(new Project(Source) { AdditionalTexts = [new TextFile("HealthChecks.txt", list)] });

    private static async Task<string> FixAsync(Solution solution, string rule, string name)
    {
        var diagnostic = Assert.Single(
            await FixReview.DiagnosticsAsync(solution),
            diagnostic => string.Equals(diagnostic.Id, rule, StringComparison.Ordinal) && string.Equals(diagnostic.Properties["Name"], name, StringComparison.Ordinal));
        var project = solution.Projects.Single();
        TextDocument document = diagnostic.Location.SourceTree is { } tree ? solution.GetDocument(tree)! : project.AdditionalDocuments.Single();
        var offers = new List<CodeAction>();
        await new UpdateCheckList().RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => offers.Add(action), TestContext.Current.CancellationToken));
        return await TextAsync(await FixReview.TakeAsync(Assert.Single(offers)));
    }

    private static async Task<string> TextAsync(Solution solution) =>
        (await solution.Projects.Single().AdditionalDocuments.Single().GetTextAsync(TestContext.Current.CancellationToken)).ToString();
}
