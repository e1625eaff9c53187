using System.Collections.Immutable;
using HealthPoint.Generator.Tests.Support;
using Microsoft.CodeAnalysis;
using Xunit;

namespace HealthPoint.Generator.Tests.Diagnostics;

/// <summary>The documentation is compiled.</summary>
public sealed class PageTests
{
    internal const string Surroundings =
        """
        global using Microsoft.Extensions.Options;
        global using System.Linq;
        internal class OrderClient;
        internal class StockClient;
        internal class Order;
        internal class KeyRing { internal ReadOnlyMemory<byte> Key => default; }
        internal class ProbeOptions { internal string[] Hosts { get; } = []; }
        internal static class Queue { internal static int Length => 0; }
        """;

    public static TheoryData<string> Ids { get; } = [.. Review.Rules.Select(static rule => rule.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_wrong_code_of_a_page_is_refused_by_its_rule_and_the_right_code_is_not(string id)
    {
        var page = File.ReadAllText(Path.Combine(SdkReferences.Repository, "docs", "diagnostics", $"{id}.md"));
        var blocks = page.Split("```csharp\n");
        Assert.Equal(3, blocks.Length);
        ImmutableArray<AdditionalText> list = [.. page.Split("```text\n").Skip(1).Select(static block => new TextFile("HealthChecks.txt", Code(block)))];
        var wrong = new Project("Shop", [Surroundings, Code(blocks[1])]) { AdditionalTexts = list };
        var right = new Project("Shop", [Surroundings, Code(blocks[2])]) { AdditionalTexts = list };

        Assert.Equal(id, Assert.Single(await Review.DiagnosticsAsync(wrong), Matters).Id);
        Assert.DoesNotContain(await Review.DiagnosticsAsync(right), Matters);
        Assert.DoesNotContain(
            Driver.GenerateFaulty(right).Diagnostics,
            static diagnostic => diagnostic is { Severity: DiagnosticSeverity.Error, IsWarningAsError: false });

        // Suggestions of other rules (a literal as the result) are no fault of an example.
        bool Matters(Diagnostic diagnostic) => diagnostic.Severity > DiagnosticSeverity.Info || string.Equals(diagnostic.Id, id, StringComparison.Ordinal);
    }

    private static string Code(string block) => block[..block.IndexOf("```", StringComparison.Ordinal)];
}
