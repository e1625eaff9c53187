using System.Reflection;
using HealthPoint.CodeFixes;
using HealthPoint.Generator.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Xunit;

namespace HealthPoint.Generator.Tests.Fixes;

public sealed class FixMetaTests
{
    /// <summary>The rules for which the catalogue lists a fix.</summary>
    public static TheoryData<string> FixableRules { get; } =
    [
        "HP001", "HP005", "HP007", "HP012",
        "HP020", "HP021", "HP024",
        "HP033", "HP034", "HP035", "HP036", "HP037",
        "HP040", "HP041", "HP042", "HP043",
        "HP050", "HP053", "HP054",
        "HP070", "HP076", "HP077",
    ];

    private static readonly Type[] Providers =
        [.. typeof(CodeFix).Assembly.GetTypes().Where(static type => type.IsSubclassOf(typeof(CodeFixProvider)) && !type.IsAbstract)];

    [Theory]
    [MemberData(nameof(FixableRules))]
    public void Every_rule_for_which_the_catalogue_lists_a_fix_has_one(string id) =>
        Assert.Contains(Providers, provider => Create(provider).FixableDiagnosticIds.Contains(id, StringComparer.Ordinal));

    [Fact]
    public void Every_fix_is_exported_fixes_all_and_belongs_to_rules_of_the_catalogue() => Assert.All(Providers, static provider =>
    {
        var export = provider.GetCustomAttribute<ExportCodeFixProviderAttribute>();
        Assert.NotNull(export);
        Assert.Equal(provider.Name, export.Name);
        Assert.Equal([LanguageNames.CSharp], export.Languages);

        var fix = Create(provider);
        Assert.NotEmpty(fix.FixableDiagnosticIds);
        Assert.All(fix.FixableDiagnosticIds, static id => Assert.Contains(FixableRules, row => string.Equals(row.Data, id, StringComparison.Ordinal)));
        Assert.Superset(
            new HashSet<FixAllScope> { FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution },
            fix.GetFixAllProvider()!.GetSupportedFixAllScopes().ToHashSet());
    });

    [Fact]
    public void The_fixes_of_a_rule_have_titles_that_tell_them_apart()
    {
        Assert.All(
            FixReview.Fixes.SelectMany(static fix => fix.FixableDiagnosticIds, static (fix, id) => (id, fix.Title)).GroupBy(static pair => pair.id, StringComparer.Ordinal),
            static group => Assert.Equal(group.Count(), group.Select(static pair => pair.Title).Distinct(StringComparer.Ordinal).Count()));
        Assert.Equal(FixReview.Fixes.Length, FixReview.Fixes.Select(static fix => fix.Key).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void The_refactoring_is_exported() =>
        Assert.Equal(nameof(MakeHealthCheck), typeof(MakeHealthCheck).GetCustomAttribute<ExportCodeRefactoringProviderAttribute>()?.Name);

    [Fact]
    public void The_fixes_need_no_Roslyn_that_is_newer_than_the_analyzers()
    {
        var references = typeof(CodeFix).Assembly.GetReferencedAssemblies()
            .Where(static name => name.Name!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) || name.Name.StartsWith("System.Composition", StringComparison.Ordinal))
            .ToList();

        Assert.Contains(references, static name => name.Name is "Microsoft.CodeAnalysis.Workspaces");
        Assert.All(references, static name => Assert.True(name.Version <= new Version(4, 8, 0, 0), name.FullName));
    }

    private static CodeFixProvider Create(Type provider) => (CodeFixProvider)Activator.CreateInstance(provider)!;
}
