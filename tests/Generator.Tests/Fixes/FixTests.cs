using HealthPoint.CodeFixes;
using HealthPoint.Generator.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Xunit;

namespace HealthPoint.Generator.Tests.Fixes;

/// <summary>What all fixes must do, in all surroundings.</summary>
public sealed class FixTests
{
    private static readonly FixCase[] Cases = [.. TargetFixes.Cases, .. ReturnFixes.Cases, .. ParameterFixes.Cases, .. SettingFixes.Cases];

    public static TheoryData<string> Titles { get; } = [.. Cases.Select(static one => one.Title)];

    /// <summary>Those whose code may stand twice in a project.</summary>
    public static TheoryData<string> TitlesOfMovable { get; } = [.. Cases.Where(static one => one.IsMovable).Select(static one => one.Title)];

    [Theory]
    [MemberData(nameof(Titles))]
    public async Task A_fix_mends_what_is_reported_and_touches_nothing_else(string title)
    {
        foreach (var variant in Find(title).Variants)
        {
            var (fix, solution) = Prepare(variant, variant.Before);
            var reported = (await FixReview.DiagnosticsAsync(solution)).Where(diagnostic => string.Equals(diagnostic.Id, variant.Rule, StringComparison.Ordinal)).ToList();
            Assert.NotEmpty(reported);
            var errors = await FixReview.ErrorsAsync(solution);

            var all = await FixReview.FixAllAsync(fix, solution, variant.Rule, FixAllScope.Document);

            Assert.Equal(variant.After, await FixReview.TextAsync(all, "File1.cs"));
            Assert.DoesNotContain(await FixReview.DiagnosticsAsync(all), diagnostic => string.Equals(diagnostic.Id, variant.Rule, StringComparison.Ordinal));
            if (errors.Length == 0)
            {
                Assert.Empty(await FixReview.ErrorsAsync(all));
            }

            var offer = Assert.Single(await FixReview.OffersAsync(fix, solution, reported[^1]));
            Assert.Equal((fix.Title, fix.Key), (offer.Title, offer.EquivalenceKey));
            if (reported.Count == 1)
            {
                Assert.Equal(variant.After, await FixReview.TextAsync(await FixReview.TakeAsync(offer), "File1.cs"));
            }

            // Nothing is left to fix.
            var again = await FixReview.FixAllAsync(fix, all, variant.Rule, FixAllScope.Document);
            Assert.Equal(variant.After, await FixReview.TextAsync(again, "File1.cs"));
        }
    }

    [Theory]
    [MemberData(nameof(TitlesOfMovable))]
    public async Task All_files_of_a_solution_are_fixed_at_once(string title)
    {
        var one = Find(title);
        var first = one.With(static text => $"namespace First;\n\n{text}");
        var second = one.With(static text => $"namespace Second;\n\n{text}");
        var (fix, solution) = Prepare(one, first.Before, second.Before);

        var all = await FixReview.FixAllAsync(fix, solution, one.Rule, FixAllScope.Solution);

        Assert.Equal(first.After, await FixReview.TextAsync(all, "File1.cs"));
        Assert.Equal(second.After, await FixReview.TextAsync(all, "File2.cs"));
    }

    private static FixCase Find(string title) => Cases.Single(one => string.Equals(one.Title, title, StringComparison.Ordinal));

    private static (CodeFix Fix, Solution Solution) Prepare(FixCase one, params ReadOnlySpan<string> sources)
    {
        var project = new Support.Project("Shop", [.. sources]);
        return (FixReview.Fixes.Single(fix => fix.GetType() == one.Fix), FixReview.Open(project));
    }
}
