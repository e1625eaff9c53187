using System.Text;
using HealthPoint.Generator.Tests.Support;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Xunit;

namespace HealthPoint.Generator.Tests.Generation;

/// <summary>What newer versions of C# brought, in and around a check: it compiles and runs.</summary>
public sealed class LanguageTests
{
    [Theory]
    // C# 11.
    [InlineData("internal static class It { [HealthCheck(\"\"\"it\"\"\")] internal static (bool, string) M() => (true, \"\"\"called\"\"\"); }")]
    [InlineData("internal sealed class MineAttribute<T> : Attribute; internal static class It { [Mine<int>, HealthCheck(\"it\")] internal static (bool, string) M() => (true, \"called\"); }")]
    [InlineData("file static class Hidden { internal static string Text => \"called\"; } internal static class It { [HealthCheck(\"it\")] internal static (bool, string) M() => (true, Hidden.Text); }")]
    [InlineData("internal interface IText { static abstract string Text { get; } } internal sealed class Called : IText { public static string Text => \"called\"; } internal static class It { [HealthCheck(\"it\")] internal static (bool, string) M() => (true, Of<Called>()); private static string Of<T>() where T : IText => T.Text; }")]
    [InlineData("internal static class It { [HealthCheck(\"it\")] internal static (bool, string) M() { ReadOnlySpan<byte> text = \"called\"u8; return (text is [(byte)'c', .., (byte)'d'], System.Text.Encoding.UTF8.GetString(text)); } }")]
    [InlineData("internal static class It { [HealthCheck(\"it\")] internal static (bool, string) M(nint size = -3, nuint other = 3) => (size >>> 1 != 0 && other == 3, \"called\"); }")]
    [InlineData("internal static class It { private static int s_value = 3; private ref struct View(ref int value) { public ref int Value = ref value; } [HealthCheck(\"it\")] internal static (bool, string) M() { var view = new View(ref s_value); return (view.Value == 3, \"called\"); } }")]
    // C# 12.
    [InlineData("using Verdict = (bool Ok, string? Why); namespace Other { internal static class It { [HealthCheck(\"it\")] internal static Verdict M() => (true, \"called\"); } }")]
    [InlineData("using Verdicts = System.Threading.Tasks.Task<(bool, string)>; namespace Other { internal static class It { [HealthCheck(\"it\")] internal static async Verdicts M() { await System.Threading.Tasks.Task.Yield(); return (true, \"called\"); } } }")]
    [InlineData("using unsafe Pointer = int*; namespace Other { internal static class It { [HealthCheck(\"it\")] internal static unsafe (bool, string) M() { int value = 3; Pointer pointer = &value; return (*pointer == 3, \"called\"); } } }")]
    [InlineData("using Marked = HealthPoint.HealthCheckAttribute; using Number = int; namespace Other { internal static class It { [Marked(\"it\")] internal static (bool, string) M(Number days = 3) => (days == 3, \"called\"); } }")]
    [InlineData("internal static class It { [HealthCheck(\"it\", Tags = [\"a\", \"b\"])] internal static (bool, string) M() { var add = (int by = 2) => by + 1; int[] all = [1, .. new[] { 2 }]; return (add() + all.Length == 5, \"called\"); } }")]
    [InlineData("[System.Runtime.CompilerServices.InlineArray(4)] internal struct Four { private int _first; } internal static class It { [HealthCheck(\"it\")] internal static (bool, string) M(Four four = default) { Span<int> all = four; return (all.Length == 4, \"called\"); } }")]
    [InlineData("internal static class It { [System.Runtime.Versioning.SupportedOSPlatform(\"linux\"), HealthCheck(\"it\")] internal static (bool, string) M(StringBuilder text) => (true, Of(in text)); private static string Of(ref readonly StringBuilder text) => text.ToString(); }")]
    // C# 13.
    [InlineData("internal static class It { [HealthCheck(\"it\")] internal static (bool, string) M() => (\"\\e\"[0] == 27 && Of(1, 2) == 2, \"called\"); private static int Of(params ReadOnlySpan<int> values) => values.Length; }")]
    [InlineData("internal static class It { [HealthCheck(\"it\"), System.Runtime.CompilerServices.OverloadResolutionPriority(1)] internal static (bool, string) M(StringBuilder text) => (true, $\"{text}\"); internal static bool M(object text) => false; }")]
    [InlineData("internal static class It { [System.Runtime.CompilerServices.OverloadResolutionPriority(-1)] internal static bool M(object text) => false; [HealthCheck(\"it\")] internal static (bool, string) M(StringBuilder text) => (true, $\"{text}\"); }")]
    [InlineData("internal partial class It { internal partial string Text { get; } } internal partial class It { internal partial string Text => \"called\"; [HealthCheck(\"it\")] internal (bool, string) M() => (true, Text); }")]
    [InlineData("internal class It { private readonly System.Threading.Lock _lock = new(); [HealthCheck(\"it\")] internal (bool, string) M() { lock (_lock) { return (true, \"called\"); } } }")]
    [InlineData("internal static class It { [HealthCheck(\"it\")] internal static (bool, string) M() => (Of<Span<int>>([1]) == 1, \"called\"); private static int Of<T>(scoped T value) where T : allows ref struct => 1; }")]
    [InlineData("internal static class It { [HealthCheck(\"it\")] internal static async Task<(bool, string)> M() { await Task.Yield(); { Span<int> span = stackalloc int[2]; span[0] = 1; } unsafe { int value = 1; int* pointer = &value; return (*pointer == 1, \"called\"); } } }")]
    // C# 14.
    [InlineData("internal static class More { extension(string text) { internal string Twice => text + text; } } internal static class It { [HealthCheck(\"it\")] internal static (bool, string) M() => (\"a\".Twice == \"aa\", \"called\"); }")]
    [InlineData("internal static class It { private static string Text { get => field ?? \"called\"; set; } [HealthCheck(\"it\")] internal static (bool, string) M() { Text = Text.Trim(); return (true, Text); } }")]
    [InlineData("internal sealed class Count { internal int Value; public void operator +=(int other) => Value += other; } internal static class It { [HealthCheck(\"it\")] internal static (bool, string) M() { var count = new Count(); count += 2; Count? none = null; none?.Value = 3; return (count.Value == 2, \"called\"); } }")]
    [InlineData("internal partial class It { internal partial It(); internal partial It() { } [HealthCheck(\"it\")] internal (bool, string) M() => (true, nameof(List<>) == \"List\" ? \"called\" : \"\"); }")]
    [InlineData("internal static class It { private delegate bool Try(string text, out int value); [HealthCheck(\"it\")] internal static (bool, string) M() { Try parse = (text, out value) => int.TryParse(text, out value); ReadOnlySpan<char> span = \"12\"; return (parse(\"12\", out var number) && number == int.Parse(span), \"called\"); } }")]
    public async Task A_check_may_be_written_in_the_newest_language(string source)
    {
        using var application = new Application(Driver.Generate(new Project("Shop", ["global using System.Text;", source])));
        application.Services.AddSingleton(new StringBuilder("called"));

        var result = await application.RunAsync("it");

        Assert.Equal((HealthStatus.Healthy, "called"), (result.Status, result.Description));
    }

    [Theory]
    [InlineData("nameof(List<>)", "List")]
    [InlineData("\"\"\"say \"it\" \"\"\"", "say \"it\" ")]
    [InlineData("Names.Prefix + nameof(Names)", "p.Names")]
    [InlineData("$\"{Names.Prefix}x\"", "p.x")]
    public async Task A_name_is_any_constant(string written, string name)
    {
        using var application = new Application(Driver.Generate(new Project(
            $$"""
            internal static class Names { internal const string Prefix = "p."; }
            internal static class It { [HealthCheck({{written}})] internal static bool M() => true; }
            """)));

        Assert.Equal(HealthStatus.Healthy, (await application.RunAsync(name)).Status);
    }

    [Fact]
    public async Task A_check_may_be_a_preview_feature()
    {
        using var application = new Application(Driver.Generate(new Project(
            "internal static class It { [System.Runtime.Versioning.RequiresPreviewFeatures, HealthCheck(\"it\")] internal static bool M() => true; }")
        {
            Language = LanguageVersion.Preview,
        }));

        Assert.Equal(HealthStatus.Healthy, (await application.RunAsync("it")).Status);
    }
}
