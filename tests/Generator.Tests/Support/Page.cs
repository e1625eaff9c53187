using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Xunit;

namespace HealthPoint.Generator.Tests.Support;

/// <summary>A page of the documentation: the code that its rule refuses, and the code to write instead.</summary>
internal sealed record Page(Project Wrong, Project Right)
{
    private const string Surroundings =
        """
        global using Microsoft.Extensions.Options;
        global using System.Linq;
        global using System.Net.Http;
        internal class OrderClient;
        internal class StockClient;
        internal class Order;
        internal class KeyRing { internal ReadOnlyMemory<byte> Key => default; }
        internal class ProbeOptions { internal string[] Hosts { get; } = []; }
        internal static class Queue { internal static int Length => 0; }
        """;

    /// <summary>Reads the page of a rule. A block of text on it is the project's list of checks.</summary>
    public static Page Of(string id)
    {
        var page = File.ReadAllText(Path.Combine(SdkReferences.Repository, "docs", "diagnostics", $"{id}.md"));
        var blocks = page.Split("```csharp\n");
        Assert.Equal(3, blocks.Length);
        ImmutableArray<AdditionalText> list = [.. page.Split("```text\n").Skip(1).Select(static block => new TextFile("HealthChecks.txt", Code(block)))];
        return new(
            Scene(id, blocks[0], Code(blocks[1])) with { AdditionalTexts = list },
            Scene(id, blocks[1], Code(blocks[2])) with { AdditionalTexts = list });
    }

    /// <summary>
    /// The project that a block speaks of: a library, or an application where the code begins one. On pages about referenced
    /// assemblies the block is the other assembly's.
    /// </summary>
    private static Project Scene(string id, string before, string code) => id switch
    {
        "HP071" or "HP072" or "HP073" or "HP074" => Application.Referencing(Reference(before, Generated.WithoutGenerator(new Project("Billing", [Surroundings, code])))),
        "HP075" when code.Contains("class HealthCheckAttribute", StringComparison.Ordinal) =>
            new Project("Shop", [Surroundings, code]) { References = SdkReferences.AspNetCore.RemoveRange(SdkReferences.Abstractions) },
        _ when code.Contains("WebApplication.CreateBuilder", StringComparison.Ordinal) =>
            new Project("Shop", [Surroundings, code]) { OutputKind = OutputKind.ConsoleApplication }.Referencing(RuntimeStub.Reference),
        _ => new("Shop", [Surroundings, code]),
    };

    private static Project Application { get; } =
        new Project("Shop", ["internal static class Program { private static void Main() { } }"]) { OutputKind = OutputKind.ConsoleApplication }
            .Referencing(RuntimeStub.Reference);

    /// <summary>A reference as the XML above the block writes it.</summary>
    private static PortableExecutableReference Reference(string before, byte[] image) => MetadataReference.CreateFromImage(image)
        .WithAliases(before.Split("Aliases=\"").Skip(1).Take(1).SelectMany(static text => text[..text.IndexOf('"', StringComparison.Ordinal)].Split(',')));

    private static string Code(string block) =>
        block[..block.IndexOf("```", StringComparison.Ordinal)];
}
