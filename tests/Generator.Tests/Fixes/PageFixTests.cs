using HealthPoint.Generator.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Xunit;

namespace HealthPoint.Generator.Tests.Fixes;

/// <summary>The code of the documentation, which nobody wrote with a fix in mind.</summary>
public sealed class PageFixTests
{
    public static TheoryData<string, string> Fixes { get; } =
    [
        .. FixReview.Fixes.SelectMany(static fix => fix.FixableDiagnosticIds, static (fix, id) => (id, fix.Key))
            .Where(static pair => Review.Rules.Any(rule => string.Equals(rule.Id, pair.id, StringComparison.Ordinal))),
    ];

    [Theory]
    [MemberData(nameof(Fixes))]
    public async Task The_wrong_code_of_a_page_is_mended_or_left_alone(string id, string name)
    {
        var wrong = Page.Of(id).Wrong;
        var solution = FixReview.Open(wrong);
        var errors = await FixReview.ErrorsAsync(solution);
        var fix = FixReview.Fixes.Single(fix => string.Equals(fix.Key, name, StringComparison.Ordinal));

        var changed = await FixReview.FixAllAsync(fix, solution, id, FixAllScope.Solution);

        var text = await FixReview.TextAsync(changed, $"File{wrong.Sources.Length}.cs");
        if (errors.Length == 0)
        {
            Assert.Empty(await FixReview.ErrorsAsync(changed));
        }

        if (!string.Equals(text, wrong.Sources[^1], StringComparison.Ordinal))
        {
            Assert.DoesNotContain(await FixReview.DiagnosticsAsync(changed), diagnostic => string.Equals(diagnostic.Id, id, StringComparison.Ordinal));
        }
    }
}
