using System.Reflection;
using HealthPoint.Generator.Tests.Support;
using HealthPoint.Generators;
using Microsoft.CodeAnalysis;
using Xunit;

namespace HealthPoint.Generator.Tests.Diagnostics;

public sealed class MetaTests
{
    public static TheoryData<string> Ids { get; } = [.. Review.Rules.Select(static rule => rule.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_rule_has_a_page_a_release_row_and_tests_of_both_kinds(string id)
    {
        var rule = Review.Rules.Single(rule => string.Equals(rule.Id, id, StringComparison.Ordinal));
        var docs = Path.Combine(SdkReferences.Repository, "docs", "diagnostics");
        var page = File.ReadAllText(Path.Combine(docs, $"{id}.md"));
        Assert.StartsWith($"# {id}: {rule.Title}\n", page, StringComparison.Ordinal);
        Assert.Contains("```csharp", page, StringComparison.Ordinal);
        var severity = rule.DefaultSeverity is DiagnosticSeverity.Info ? "suggestion" : rule.DefaultSeverity.ToString().ToLowerInvariant();
        Assert.Contains($"| [{id}]({id}.md) | {severity} | {rule.Title} |", File.ReadAllText(Path.Combine(docs, "README.md")), StringComparison.Ordinal);
        Assert.EndsWith($"/docs/diagnostics/{id}.md", rule.HelpLinkUri, StringComparison.Ordinal);

        var releases = Directory.EnumerateFiles(Path.Combine(SdkReferences.Repository, "src", "HealthPoint.Generators", "Diagnostics"), "AnalyzerReleases.*.md");
        Assert.Contains(
            $"{id} | {rule.Category} | {rule.DefaultSeverity} | {rule.Title}, ",
            string.Concat(releases.Select(File.ReadAllText)),
            StringComparison.Ordinal);

        var tests = typeof(MetaTests).Assembly.GetTypes().SelectMany(static type => type.GetMethods()).ToList();
        Assert.Contains(tests, test => string.Equals(test.GetCustomAttribute<RefusesAttribute>()?.Rule, id, StringComparison.Ordinal));
        Assert.Contains(tests, test => string.Equals(test.GetCustomAttribute<AcceptsAttribute>()?.Rule, id, StringComparison.Ordinal));
    }

    [Fact]
    public void The_analyzers_support_every_rule_and_ids_are_unique()
    {
        var declared = Review.Rules.Select(static rule => rule.Id).ToList();
        var supported = Review.Analyzers.SelectMany(static analyzer => analyzer.SupportedDiagnostics).Select(static rule => rule.Id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

        Assert.Equal(string.Join(' ', declared), string.Join(' ', supported));
        Assert.Equal(declared.Count, declared.Distinct(StringComparer.Ordinal).Count());
        Assert.All(Review.Rules, static rule =>
            Assert.Equal(rule.DefaultSeverity is DiagnosticSeverity.Error, rule.CustomTags.Contains(WellKnownDiagnosticTags.NotConfigurable, StringComparer.Ordinal)));
    }

    [Fact]
    public void A_page_belongs_to_a_rule() => Assert.All(
        Directory.EnumerateFiles(Path.Combine(SdkReferences.Repository, "docs", "diagnostics"), "HP*.md"),
        static page => Assert.Contains(Review.Rules, rule => string.Equals(rule.Id, Path.GetFileNameWithoutExtension(page), StringComparison.Ordinal)));

    [Fact]
    public void The_generator_keeps_no_state_that_can_change()
    {
        const BindingFlags all = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        var fields = typeof(HealthPointGenerator).Assembly.GetTypes()
            .Where(static type => !type.Name.Contains('<', StringComparison.Ordinal))
            .SelectMany(static type => type.GetFields(all))
            .Where(static field => !field.Name.Contains('<', StringComparison.Ordinal))
            .ToList();

        Assert.NotEmpty(fields);
        Assert.All(fields, static field => Assert.True(field.IsInitOnly || field.IsLiteral, $"{field.DeclaringType}.{field.Name} can be set."));
        Assert.All(fields, static field => Assert.False(
            field.FieldType != typeof(string) && field.FieldType.GetInterfaces().Contains(typeof(System.Collections.IList)) && !field.FieldType.IsValueType && !field.FieldType.IsArray,
            $"{field.DeclaringType}.{field.Name} can be added to."));
    }

    [Fact]
    public void The_generator_needs_nothing_but_what_Roslyn_4_8_brings()
    {
        var references = typeof(HealthPointGenerator).Assembly.GetReferencedAssemblies()
            .ToDictionary(static name => name.Name!, static name => name.Version!, StringComparer.Ordinal);

        Assert.Superset(
            references.Keys.ToHashSet(StringComparer.Ordinal),
            new HashSet<string>(StringComparer.Ordinal)
            {
                "netstandard", "Microsoft.CodeAnalysis", "Microsoft.CodeAnalysis.CSharp",
                "System.Collections.Immutable", "System.Reflection.Metadata", "System.Memory",
            });
        Assert.Equal(new Version(4, 8, 0, 0), references["Microsoft.CodeAnalysis"]);
        Assert.Equal(new Version(7, 0, 0, 0), references["System.Collections.Immutable"]);
    }
}
