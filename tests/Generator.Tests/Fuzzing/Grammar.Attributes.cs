using Microsoft.CodeAnalysis.CSharp;

namespace HealthPoint.Generator.Tests.Fuzzing;

/// <summary>Words for attributes: ours, and those of others.</summary>
internal static partial class Grammar
{
    /// <summary>The name that an attribute gives; none for the method's own.</summary>
    public static readonly MarkPiece[] Names =
    [
        new("\"check #\"", "check #"),
        new(""),
        new("null"),
        new("name: \"named #\"", "named #"),
        new("\"ünï \\u0131 #\"", "ünï ı #"),
        new("\"say \\\"#\\\" {0} \\\\\"", "say \"#\" {0} \\"),
        new("nameof(global::System.Collections.Generic.List<int>) + \"#\"", "List#"),
        new("@\"verb\"\"#\"", "verb\"#"),
        new("\"\\ud83d\\ude00 #\"", "\ud83d\ude00 #"),
        new("\"\"\"raw #\"\"\"", "raw #") { Language = LanguageVersion.CSharp11 },
        new("\"one for all\"", "one for all"),
        new("\"ONE for all\"", "ONE for all"),
        new("\"\"", ""),
        new("\"  \"", "  "),
        new("\"a/#\"", "a/#"),
        new("\"a:#\"", "a:#"),
        new("\"a__#\"", "a__#"),
        new("\"a\\n#\"", "a\n#"),
        new("\"\\e#\"", "\u001b#") { Language = LanguageVersion.CSharp13 },
        new($"\"{new string('x', 128)}#\"", $"{new string('x', 128)}#"),
    ];

    /// <summary>What else an attribute says; several of different properties may stand together.</summary>
    public static readonly MarkPiece[] Settings =
    [
        new("Tags = new[] { \"ready\", \"mine\" }") { IsStatToo = true },
        new("Tags = new[] { global::HealthPoint.HealthTags.Live }") { IsStatToo = true },
        new("Tags = [\"a\", \"b\"]") { IsStatToo = true, Language = LanguageVersion.CSharp12 },
        new("Tags = new string[0]") { IsStatToo = true },
        new("Tags = null") { IsStatToo = true },
        new("Tags = new string[] { null, \"x\" }") { IsStatToo = true },
        new("Tags = new[] { \"x\", \"X\", \"\", \" \" }") { IsStatToo = true },
        new("Tags = new[] { \"health\" }") { IsStatToo = true },
        new("Tags = new[] { \"sp ace\" }") { IsStatToo = true },
        new("TimeoutSeconds = 1") { IsStatToo = true },
        new("TimeoutSeconds = 0.25") { IsStatToo = true },
        new("TimeoutSeconds = 3600") { IsStatToo = true },
        new("TimeoutSeconds = 0") { IsStatToo = true },
        new("TimeoutSeconds = -1e300") { IsStatToo = true },
        new("TimeoutSeconds = double.NaN") { IsStatToo = true },
        new("TimeoutSeconds = 3600.001") { IsStatToo = true },
        new("CacheSeconds = 0") { IsStatToo = true },
        new("CacheSeconds = 1e-9") { IsStatToo = true },
        new("CacheSeconds = double.MaxValue") { IsStatToo = true },
        new("CacheSeconds = -1") { IsStatToo = true },
        new("CacheSeconds = double.PositiveInfinity") { IsStatToo = true },
        new("RefreshSeconds = 30"),
        new("RefreshSeconds = 0"),
        new("RefreshSeconds = double.NegativeInfinity"),
        new("FailureThreshold = 1"),
        new("FailureThreshold = 3"),
        new("FailureThreshold = 0"),
        new("FailureThreshold = int.MinValue"),
        new($"FailureStatus = {Health}HealthStatus.Unhealthy"),
        new($"FailureStatus = {Health}HealthStatus.Degraded"),
        new($"FailureStatus = {Health}HealthStatus.Healthy"),
        new($"FailureStatus = ({Health}HealthStatus)7"),
        new("DependsOn = new[] { \"check 0\" }"),
        new("DependsOn = new[] { \"chekc 0\" }"),
        new("DependsOn = new[] { \"named 0.1\" }"),
        new("DependsOn = new[] { \"check #\" }"),
        new("DependsOn = new[] { \"elsewhere\", null }"),
        new("DependsOn = new[] { \"one for all\" }"),
    ];

    public static readonly AnnotationPiece[] Annotations =
    [
        new(""),
        new("[global::System.Obsolete]"),
        new("[global::System.Obsolete(\"old\")]"),
        new("[global::System.Obsolete(\"old\", true)]"),
        new("[global::System.Obsolete(\"old\", DiagnosticId = \"FUZZ2#\", UrlFormat = \"https://a.b/{0}\")]"),
        new("[global::System.Diagnostics.CodeAnalysis.Experimental(\"FUZZ3#\")]") { Language = LanguageVersion.CSharp12 },
        new("[global::System.Diagnostics.CodeAnalysis.RequiresUnreferencedCode(\"reflects\")]"),
        new("[global::System.Diagnostics.CodeAnalysis.RequiresDynamicCode(\"emits\")]"),
        new("[global::System.Runtime.Versioning.SupportedOSPlatform(\"linux\")]"),
        new("[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]"),
        new("[global::System.Diagnostics.DebuggerStepThrough, global::System.ComponentModel.Description(\"x\")]"),
        new("[global::System.Diagnostics.Conditional(\"NEVER\")]") { NeedsBareMethod = true },
        new("[global::System.Runtime.InteropServices.UnmanagedCallersOnly]") { NeedsBareMethod = true },
    ];
}
