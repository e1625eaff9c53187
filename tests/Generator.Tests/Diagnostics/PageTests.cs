using HealthPoint.Generator.Tests.Support;
using Microsoft.CodeAnalysis;
using Xunit;

namespace HealthPoint.Generator.Tests.Diagnostics;

/// <summary>The documentation is compiled.</summary>
public sealed class PageTests
{
    public static TheoryData<string> Ids { get; } = [.. Review.Rules.Select(static rule => rule.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_wrong_code_of_a_page_is_refused_by_its_rule_and_the_right_code_is_not(string id)
    {
        var page = Page.Of(id);

        Assert.Equal(id, Assert.Single(await Review.DiagnosticsAsync(page.Wrong), Matters).Id);
        Assert.DoesNotContain(await Review.DiagnosticsAsync(page.Right), Matters);
        Assert.DoesNotContain(
            Driver.GenerateFaulty(page.Right).Diagnostics,
            static diagnostic => diagnostic is { Severity: DiagnosticSeverity.Error, IsWarningAsError: false });

        // Suggestions of other rules (a literal as the result) are no fault of an example.
        bool Matters(Diagnostic diagnostic) => diagnostic.Severity > DiagnosticSeverity.Info || string.Equals(diagnostic.Id, id, StringComparison.Ordinal);
    }
}
