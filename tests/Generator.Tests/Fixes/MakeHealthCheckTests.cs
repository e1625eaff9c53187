using HealthPoint.CodeFixes;
using HealthPoint.Generator.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace HealthPoint.Generator.Tests.Fixes;

/// <summary>A method that could be a health check becomes one. The caret stands at <c>$$</c>.</summary>
public sealed class MakeHealthCheckTests
{
    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public Task A_private_method_is_marked_opened_and_its_namespace_imported(string newLine) => OffersAsync(
        """
        // Copyright

        using System;
        using System.Threading.Tasks; // Tasks.

        namespace Shop;

        internal static class Stock
        {
            /// <summary>Whether there is any.</summary>
            // In the north.
            private static async Task<bool> $$Any(IServiceProvider services)
            {
                await Task.Yield();
                return services is not null;
            }
        }

        """,
        """
        // Copyright

        using System;
        using System.Threading.Tasks; // Tasks.
        using HealthPoint;

        namespace Shop;

        internal static class Stock
        {
            /// <summary>Whether there is any.</summary>
            // In the north.
            [HealthCheck]
            internal static async Task<bool> Any(IServiceProvider services)
            {
                await Task.Yield();
                return services is not null;
            }
        }

        """,
        newLine);

    [Theory]
    [InlineData("using System;\nusing Microsoft.Win32;\n\ninternal class Health { bool $$M() => Environment.ProcessorCount > 0; }\n", "using System;\nusing HealthPoint;\nusing Microsoft.Win32;\n\ninternal class Health { [HealthCheck] internal bool M() => Environment.ProcessorCount > 0; }\n")]
    [InlineData("// Copyright\n\n#nullable enable\n\n// Health.\ninternal class Health\n{\n    [System.Obsolete] public (bool, string) $$M() => default;\n}\n", "// Copyright\n\n#nullable enable\n\nusing HealthPoint;\n\n// Health.\ninternal class Health\n{\n    [HealthCheck]\n    [System.Obsolete] public (bool, string) M() => default;\n}\n")]
    [InlineData("internal class Health\n{\n    public void $$M() { }\n}\n", "using HealthPoint;\n\ninternal class Health\n{\n    [HealthCheck]\n    public void M() { }\n}\n")]
    [InlineData("namespace Shop\n{\n    using System;\n\n    internal class Disk\n    {\n        protected bool $$M(int days = 3) => days > 3;\n    }\n}\n", "namespace Shop\n{\n    using System;\n    using HealthPoint;\n\n    internal class Disk\n    {\n        [HealthCheck]\n        protected internal bool M(int days = 3) => days > 3;\n    }\n}\n")]
    [InlineData("namespace HealthPoint.Shop;\n\ninternal class Disk\n{\n    public void $$CheckRoom() { }\n}\n", "namespace HealthPoint.Shop;\n\ninternal class Disk\n{\n    [HealthCheck]\n    public void CheckRoom() { }\n}\n")]
    public Task It_is_marked_wherever_it_stands(string before, string after) => OffersAsync(before, after, "\n");

    [Theory]
    [InlineData("internal class Disk { public string $$M() => \"\"; }")]
    [InlineData("internal class Disk { public void $$M() { } }")]
    [InlineData("internal class Disk { public System.Threading.Tasks.Task $$M() => null!; }")]
    [InlineData("internal class Disk { public bool $$M(string path) => true; }")]
    [InlineData("internal class Disk { public bool $$M(ref int size) => true; }")]
    [InlineData("internal class Disk { public bool $$M(int[] size) => true; }")]
    [InlineData("internal class Disk { public bool $$M<T>() => true; }")]
    [InlineData("internal class Disk<T> { public bool $$M() => true; }")]
    [InlineData("internal struct Disk { public bool $$M() => true; }")]
    [InlineData("file class Disk { public bool $$M() => true; }")]
    [InlineData("internal class Disk { protected virtual bool $$M() => true; }")]
    [InlineData("internal class Disk { public override bool $$Equals(object? other) => true; public override int GetHashCode() => 3; }")]
    [InlineData("internal class Disk { [HealthPoint.HealthCheck] public bool $$M() => true; }")]
    [InlineData("internal class Disk { public bool M() => $$true; }")]
    [InlineData("internal static class Disk { extension(string text) { public bool $$M() => true; } }")]
    [InlineData("internal interface IDisk { static abstract bool $$M(); }")]
    [InlineData("internal class Disk { public async void $$Check() => await System.Threading.Tasks.Task.Yield(); }")]
    public async Task What_would_not_fit_is_not_offered(string markup) => Assert.Empty(await FindAsync(markup, SdkReferences.AspNetCore));

    [Fact]
    public async Task A_project_that_does_not_use_HealthPoint_hears_nothing() =>
        Assert.Empty(await FindAsync("internal class Health { public bool $$M() => true; }", [.. Basic.Reference.Assemblies.Net80.References.All]));

    private static async Task OffersAsync(string before, string after, string newLine)
    {
        var offer = Assert.Single(await FindAsync(before.Replace("\n", newLine, StringComparison.Ordinal), SdkReferences.AspNetCore));
        Assert.Equal("Make this method a health check", offer.Title);

        var changed = await FixReview.TakeAsync(offer);

        Assert.Equal(after.Replace("\n", newLine, StringComparison.Ordinal), await FixReview.TextAsync(changed, "File0.cs"));
        Assert.DoesNotContain("CS0246", await FixReview.ErrorsAsync(changed), StringComparison.Ordinal);
        Assert.DoesNotContain(await FixReview.DiagnosticsAsync(changed), static diagnostic => diagnostic.DefaultSeverity is DiagnosticSeverity.Error);
    }

    private static async Task<List<CodeAction>> FindAsync(string markup, System.Collections.Immutable.ImmutableArray<MetadataReference> references)
    {
        var caret = markup.IndexOf("$$", StringComparison.Ordinal);
        var solution = FixReview.Open(new Project(markup.Remove(caret, 2)) { HasImplicitUsings = false, References = references });
        var offers = new List<CodeAction>();
        await new MakeHealthCheck().ComputeRefactoringsAsync(new CodeRefactoringContext(
            solution.Projects.Single().Documents.Single(), new TextSpan(caret, 0), offers.Add, TestContext.Current.CancellationToken));
        return offers;
    }
}
