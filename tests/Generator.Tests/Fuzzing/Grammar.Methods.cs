using Microsoft.CodeAnalysis.CSharp;

namespace HealthPoint.Generator.Tests.Fuzzing;

/// <summary>Words for methods: modifiers, results, parameters, bodies.</summary>
internal static partial class Grammar
{
    public static readonly MethodPiece[] Methods =
    [
        new(MethodShape.Plain, "static") { IsStatic = true },
        new(MethodShape.Plain, "static unsafe") { IsStatic = true },
        new(MethodShape.Plain, "new static") { IsStatic = true },
        new(MethodShape.Plain),
        new(MethodShape.Plain, "new"),
        new(MethodShape.Plain, "unsafe"),
        new(MethodShape.Virtual, "virtual"),
        new(MethodShape.Abstract, "abstract"),
        new(MethodShape.Override, "override"),
        new(MethodShape.Override, "sealed override"),
        new(MethodShape.Override, "override") { IsRepeated = true },
        new(MethodShape.Partial, "static partial") { IsStatic = true },
        new(MethodShape.Partial, "partial"),
        new(MethodShape.Extern, "static extern") { IsStatic = true },
        new(MethodShape.Extension, "static") { IsStatic = true },
        new(MethodShape.ExtensionBlock) { IsStatic = true, Language = LanguageVersion.CSharp14 },
        new(MethodShape.ExtensionBlock, "static") { IsStatic = true, Language = LanguageVersion.CSharp14 },
        new(MethodShape.StaticAbstract, "static abstract") { Language = LanguageVersion.CSharp11 },
        new(MethodShape.StaticAbstract, "static virtual") { Language = LanguageVersion.CSharp11 },
        new(MethodShape.Explicit),
        new(MethodShape.Generic, "static") { IsStatic = true },
        new(MethodShape.Generic),
        new(MethodShape.Accessor, "static") { IsStatic = true },
        new(MethodShape.Accessor),
        new(MethodShape.Operator) { IsStatic = true },
        new(MethodShape.Finalizer),
        new(MethodShape.Local, "static") { IsStatic = true },
        new(MethodShape.Lambda, "static") { IsStatic = true, Language = LanguageVersion.CSharp10 },
    ];

    public static readonly ReturnPiece[] Returns =
    [
        .. Verdicts(),
        new($"{Tasks}Task<bool>?") { Body = static outcome => Ending(outcome, $"{Tasks}Task.FromResult({Flag(outcome)})"), Expected = Binary },
        new("(bool Ok, string Why)") { Body = static outcome => Ending(outcome, $"({Flag(outcome)}, \"detail #\")"), Expected = Binary, HasDetail = true },
        new("global::System.ValueTuple<bool, string>") { Body = static outcome => Ending(outcome, $"new global::System.ValueTuple<bool, string>({Flag(outcome)}, \"detail #\")"), Expected = Binary, HasDetail = true },
        new("global::System.Boolean") { Body = static outcome => Ending(outcome, Flag(outcome)), Expected = Binary },
        // Near-legal and illegal.
        new("bool?"),
        new("string"),
        new("int"),
        new("object"),
        new("dynamic"),
        new("bool[]"),
        new("(string, bool)"),
        new("(bool, string, int)"),
        new("(bool, object)"),
        new("(bool, string)?"),
        new("global::System.ValueTuple<bool>"),
        new($"{Tasks}Task<string>"),
        new($"{Tasks}Task<(string, bool)>"),
        new($"{Tasks}Task<{Tasks}Task>"),
        new($"{Tasks}ValueTask<{Tasks}Task<bool>>"),
        new($"{Tasks}Task<dynamic>"),
        new($"{Tasks}TaskCompletionSource<bool>"),
        new("global::System.Func<bool>"),
        new("ref bool"),
        new("ref readonly bool"),
        new("async void") { IsAsync = true, Body = static _ => $"await {Tasks}Task.Yield();" },
        new("global::System.Collections.Generic.IEnumerable<bool>") { IsIterator = true, Body = static _ => "yield return true;" },
        new("global::System.Collections.IEnumerator") { IsIterator = true, Body = static _ => "yield return true;" },
        new("async global::System.Collections.Generic.IAsyncEnumerable<bool>") { IsIterator = true, IsAsync = true, Body = static _ => $"await {Tasks}Task.Yield(); yield return true;" },
        new("global::System.Span<bool>"),
        new("global::System.TimeSpan"),
        new("global::System.Collections.Generic.IReadOnlyDictionary<string, object>"),
    ];

    public static readonly ReturnPiece[] StatReturns =
    [
        new(Facts) { IsStat = true, Body = static outcome => Ending(outcome, $"new {Dictionary} {{ [\"detail\"] = \"detail #\" }}") },
        new($"async {Tasks}Task<{Facts}>") { IsStat = true, IsAsync = true, Body = static outcome => $"await {Tasks}Task.Yield(); {Ending(outcome, $"new {Dictionary} {{ [\"detail\"] = \"detail #\" }}")}" },
        new("global::System.Text.Json.Nodes.JsonObject") { IsStat = true, Body = static outcome => Ending(outcome, "new global::System.Text.Json.Nodes.JsonObject { [\"detail\"] = \"detail #\" }") },
        new("bool") { IsStat = true },
        new(Dictionary) { IsStat = true },
        new("void") { IsStat = true },
    ];

    public static readonly ParameterPiece[] Parameters =
    [
        new($"{Service} $") { Proof = "$.Mark == 7" },
        new($"{Kit}IFuzzService $") { Proof = "$.Mark == 7" },
        new($"{Service}.Nested $") { Proof = "$ != null" },
        new("global::System.IServiceProvider $") { Proof = "$ != null" },
        new("global::System.Threading.CancellationToken $") { Proof = "$.CanBeCanceled" },
        new("global::System.Threading.CancellationToken $"),
        new("global::System.Threading.CancellationToken $ = default") { Proof = "$.CanBeCanceled", Rank = 1 },
        new($"{Keyed}(\"k\")] {Service} $") { Proof = "$.Mark == 8" },
        new($"{Keyed}(global::System.DayOfWeek.Friday)] {Service} $") { Proof = "$.Mark == 9" },
        new($"{Keyed}(typeof(global::System.Collections.Generic.List<>))] {Service} $") { Proof = "$.Mark == 10" },
        new($"{Keyed}(null)] {Service} $") { Proof = "$.Mark == 7" },
        new($"{Keyed}(\"none\")] {Service} $ = null") { Proof = "$ == null", Rank = 1 },
        new($"{Keyed}(\"k\")] string $") { Proof = "$ == \"keyed\"" },
        new($"{Keyed}(\"k\")] global::System.Threading.CancellationToken $"),
        new($"global::System.Collections.Generic.IEnumerable<{Kit}IFuzzService> $") { Proof = "global::System.Linq.Enumerable.Count($) == 1" },
        new($"{Kit}FuzzBox<int> $") { Proof = "$.Of == typeof(int)" },
        new($"{Kit}FuzzBox<(int A, string B)> $") { Proof = "$ != null" },
        new($"{Kit}FuzzBox<int[]> $") { Proof = "$.Of == typeof(int[])" },
        new($"{Kit}FuzzBox<dynamic> $") { Proof = "$.Of == typeof(object)" },
        new($"{Kit}FuzzBox<string?> $") { Proof = "$.Of == typeof(string)" },
        new($"global::System.Text.StringBuilder $ = null") { Proof = "$ == null", Rank = 1 },
        new("string $") { Proof = "$ == \"ı\"", Argument = "ı" },
        new("int $") { Proof = "$ == -3", Argument = "-3" },
        new("double $") { Proof = "$ == 1.5", Argument = "1.5" },
        new("global::System.DayOfWeek $") { Proof = "$ == global::System.DayOfWeek.Friday", Argument = "friday" },
        new("global::System.TimeSpan $") { Proof = "$.TotalSeconds == 90", Argument = "00:01:30" },
        new("global::System.Uri $") { Proof = "$.Host == \"a.b\"", Argument = "https://a.b/" },
        new("int? $") { Proof = "$ == 5", Argument = "5" },
        new("nuint $") { Proof = "$ == 5", Argument = "5" },
        new("int $ = int.MinValue") { Proof = "$ == int.MinValue", Rank = 1 },
        new("string $ = \"\\\"\\u2028{0}\\\\\\r\\n\"") { Proof = "$.Length == 8", Rank = 1 },
        new("double $ = double.NaN") { Proof = "double.IsNaN($)", Rank = 1 },
        new("float $ = -0.1f") { Proof = "$ == -0.1f", Rank = 1 },
        new("decimal $ = -1.50m") { Proof = "$ == -1.5m", Rank = 1 },
        new("nint $ = -3") { Proof = "$ == -3", Rank = 1 },
        new("ulong $ = ulong.MaxValue") { Proof = "$ == ulong.MaxValue", Rank = 1 },
        new("sbyte $ = -128") { Proof = "$ == -128", Rank = 1 },
        new("char $ = '\\''") { Proof = "$ == '\\''", Rank = 1 },
        new("bool? $ = null") { Proof = "$ == null", Rank = 1 },
        new("global::System.DayOfWeek $ = (global::System.DayOfWeek)(-1)") { Proof = "(int)$ == -1", Rank = 1 },
        new("global::System.Guid $ = default") { Proof = "$ == default(global::System.Guid)", Rank = 1 },
        new("global::System.DateTime $ = default") { Proof = "$.Ticks == 0", Rank = 1 },
        new($"{Kit}FuzzPair $ = default") { Proof = "$.Left == 0", Rank = 1 },
        new($"{Kit}FuzzPair? $ = null") { Proof = "$ == null", Rank = 1 },
        new($"{Kit}FuzzPair? $") { Proof = "$ == null" },
        new("(int, string) $ = default") { Proof = "$.Item1 == 0", Rank = 1 },
        new("object $ = null") { Proof = "$ == null", Rank = 1 },
        new("int[] $ = null") { Proof = "$ == null", Rank = 1 },
        new("global::System.Action $ = null") { Proof = "$ == null", Rank = 1 },
        new("[global::System.Runtime.InteropServices.Optional] int $") { Proof = "$ == 0" },
        new("global::System.Net.Http.HttpClient $ = null") { Proof = "$ == null", Rank = 1 },
        // Illegal.
        new("ref int $") { IsBound = true },
        new("out int $") { IsBound = true, Prologue = "$ = 1;" },
        new("in int $") { IsBound = true },
        new("ref readonly int $") { IsBound = true, Language = LanguageVersion.CSharp12 },
        new($"in {Service} $ = null") { IsBound = true, Rank = 1 },
        new("int* $") { IsBound = true, IsUnsafe = true },
        new("delegate*<void> $") { IsBound = true, IsUnsafe = true },
        new("void*[] $") { IsBound = true, IsUnsafe = true },
        new("global::System.Span<int> $") { IsBound = true },
        new("global::System.ReadOnlySpan<char> $ = default") { IsBound = true, Rank = 1 },
        new("global::System.TypedReference $") { IsBound = true },
        new("params int[] $") { Rank = 2 },
        new($"params {Service}[] $") { Rank = 2 },
        new("params global::System.ReadOnlySpan<int> $") { Rank = 2, IsBound = true, Language = LanguageVersion.CSharp13 },
        new("params global::System.Collections.Generic.List<int> $") { Rank = 2, Language = LanguageVersion.CSharp13 },
        new("object $"),
        new("dynamic $"),
        new("dynamic $ = null") { Rank = 1 },
        new("int[] $"),
        new("char $"),
        new("global::System.Action $"),
        new("global::System.DateTime $"),
        new($"{Kit}FuzzPair $"),
        new("(int, string) $"),
        new("global::System.Collections.Generic.KeyValuePair<string, int>? $") { Proof = "$ == null" },
        new("global::System.Memory<byte> $"),
        new("__arglist") { Rank = 3, IsBound = true },
    ];

    public static readonly BodyPiece[] Bodies =
    [
        new(""),
        new("") { IsExpression = true },
        new("global::System.Threading.Thread.Sleep(0);"),
        new($"{Tasks}Task.CompletedTask.Wait();"),
        new($"global::System.GC.KeepAlive({Tasks}Task.FromResult(3).Result);"),
        new($"{Tasks}Task.Run(() => {{ }});"),
        new("var password = \"pass#\"; if (password.Length == 0) throw new global::HealthPoint.HealthCheckFailedException($\"no luck with {password}\");"),
        new("var captured = 3; int Local() => captured; global::System.Func<int> lambda = () => Local() + captured; if (lambda() != 6) throw new global::System.InvalidOperationException();"),
        new("try { int.Parse(\"1\"); } catch (global::System.FormatException) { throw; } finally { global::System.GC.KeepAlive(2); }"),
        new("try { int.Parse(\"1\"); } catch (global::System.FormatException) { return true; }") { NeedsBoolean = true },
        new("goto end; end: ;"),
        new("lock (typeof(int)) { }"),
        new("\n#if NEVER\n!\n#else\n;\n#endif\n#pragma warning disable\n"),
        new("var text = @\"\"\"[HealthCheck]\"; global::System.GC.KeepAlive(text);"),
        new("unsafe { int local = 3; int* pointer = &local; global::System.GC.KeepAlive(*pointer); }") { IsFree = false },
        new("var json = \"\"\"\n    { \"[HealthCheck]\": 1 }\n    \"\"\"; global::System.GC.KeepAlive(json);") { Language = LanguageVersion.CSharp11 },
        new("int[] values = [1, 2, .. new[] { 3 }]; global::System.GC.KeepAlive(values is [1, .., 3]);") { Language = LanguageVersion.CSharp12 },
    ];

    public static readonly ExtraPiece[] Extras =
    [
        new(""),
        new("internal static bool !(global::System.Version other) => true;"),
        new("internal static bool !<TOther>(TOther other, global::System.Version more) => true;"),
        new("[global::System.Runtime.CompilerServices.OverloadResolutionPriority(1)] internal static bool !(object other) => true;") { Language = LanguageVersion.CSharp13 },
        new("[global::System.Runtime.CompilerServices.OverloadResolutionPriority(1)] internal static bool !(int one = 1, long two = 2, object three = null, object four = null) => true;") { Language = LanguageVersion.CSharp13 },
        new("internal static bool !(params object[] others) => true;"),
        new("[global::HealthPoint.HealthCheck(\"other #\")] internal static bool !(global::System.Version other) => true;"),
        new("private sealed class Inner { } private const string Text = \"text\";"),
        new("public static implicit operator bool(~ self) => true;"),
    ];

    private const string Tasks = "global::System.Threading.Tasks.";
    private const string Health = "global::Microsoft.Extensions.Diagnostics.HealthChecks.";
    private const string Keyed = "[global::Microsoft.Extensions.DependencyInjection.FromKeyedServices";
    private const string Facts = "global::System.Collections.Generic.IReadOnlyDictionary<string, object?>";
    private const string Dictionary = "global::System.Collections.Generic.Dictionary<string, object?>";

    /// <summary>The five results, each as it is, in a task, in a value task, and from an async method of both.</summary>
    private static IEnumerable<ReturnPiece> Verdicts()
    {
        (string Type, Func<Outcome, string> Value, Func<Outcome, Outcome> Expected, bool HasDetail)[] results =
        [
            ("bool", static outcome => Flag(outcome), Binary, false),
            ("(bool, string)", static outcome => $"({Flag(outcome)}, \"detail #\")", Binary, true),
            ("(bool, string?)", static outcome => $"({Flag(outcome)}, \"detail #\")", Binary, true),
            ($"{Health}HealthStatus", static outcome => $"{Health}HealthStatus.{outcome}", static outcome => outcome, false),
            ($"{Health}HealthCheckResult", static outcome => $"{Health}HealthCheckResult.{outcome}(\"detail #\")", static outcome => outcome, true),
            ("", static _ => "", static outcome => outcome is Outcome.Throws ? outcome : Outcome.Healthy, false),
        ];
        foreach (var (type, value, expected, hasDetail) in results)
        {
            string End(Outcome outcome, string before, string after) => Ending(outcome, $"{before}{value(outcome)}{after}");

            var argument = type.Length == 0 ? "" : $"<{type}>";
            yield return new(type.Length == 0 ? "void" : type) { Body = outcome => End(outcome, "", ""), Expected = expected, HasDetail = hasDetail };
            yield return new($"{Tasks}Task{argument}")
            {
                Body = outcome => type.Length == 0 ? End(outcome, $"{Tasks}Task.CompletedTask", "") : End(outcome, $"{Tasks}Task.FromResult<{type}>(", ")"),
                Expected = expected,
                HasDetail = hasDetail,
            };
            yield return new($"{Tasks}ValueTask{argument}")
            {
                Body = outcome => type.Length == 0 ? End(outcome, "default", "") : End(outcome, $"new {Tasks}ValueTask{argument}(", ")"),
                Expected = expected,
                HasDetail = hasDetail,
            };
            foreach (var task in (string[])["Task", "ValueTask"])
            {
                yield return new($"async {Tasks}{task}{argument}")
                {
                    IsAsync = true,
                    Body = outcome => $"await {Tasks}Task.Yield(); {End(outcome, "", "")}",
                    Expected = expected,
                    HasDetail = hasDetail,
                };
            }
        }
    }

    private static string Ending(Outcome outcome, string value) =>
        outcome is Outcome.Throws ? "throw new global::System.InvalidOperationException(\"detail #\");" : value.Length == 0 ? "return;" : $"return {value};";

    private static string Flag(Outcome outcome) => outcome is Outcome.Healthy ? "true" : "false";

    private static Outcome Binary(Outcome outcome) => outcome is Outcome.Degraded ? Outcome.Unhealthy : outcome;
}
