using Microsoft.CodeAnalysis.CSharp;

namespace HealthPoint.Generator.Tests.Fuzzing;

/// <summary>Words for places and names. In each list the first one is the plain one, to which a failing case is shrunk.</summary>
internal static partial class Grammar
{
    public static readonly NamespacePiece[] Namespaces =
    [
        new("Case#"),
        new(""),
        new("Case#.System"),
        new("Case#.HealthPoint"),
        new("Case#.HealthPoint.Generated"),
        new("System"),
        new("HealthPoint"),
        new("HealthPoint.Generated"),
        new("@class.@namespace#.@global"),
        new("Größe.Case#.@await"),
        new("Microsoft.Extensions.Case#"),
        new("Case#.Scoped") { IsFileScoped = true, Language = LanguageVersion.CSharp10 },
    ];

    /// <summary>With a number each, since several may stand in one namespace.</summary>
    public static readonly string[] TypeNames =
        ["Health#", "@class#", "System#", "HealthPoint#", "_#", "Größe#", "@Async#", "Task#", "\\u0041bc#"];

    /// <summary>Where the namespace is the candidate's own.</summary>
    public static readonly string[] OddTypeNames = ["@class", "System", "HealthPoint", "Task", "@record", "@file", "@required", "String", "Global", "_", "ValueTask"];

    public static readonly string[] MethodNames =
    [
        "Ping", "@class", "@await", "@record", "@field", "@var", "@dynamic", "@nameof", "@value", "_", "Größe", "System", "HealthPoint",
        "Microsoft", "@event", "@where", "@yield", "@async", "@file", "@extension", "\\u0050ing2", "ToString2", "run", "check", "Equals2", "@global",
    ];

    public static readonly string[] ParameterNames = ["first", "@class", "_", "größe", "@value", "run", "check", "services", "@field", "@await"];

    public static readonly string[] AssemblyNames = ["Fuzz", "Fuzz.Lib", "Fuzz-Lib", "9.Lives", "Größe", "class", "HealthPoint.Fuzz", "a_b__c", "System.Fuzz"];

    public static readonly AccessPiece[] Accesses =
        [new("internal"), new("public"), new("protected internal"), new("private"), new("protected"), new("private protected"), new("")];

    public static readonly AccessPiece[] TypeAccesses =
        [new("internal"), new("public"), new("private"), new("protected"), new("protected internal"), new(""), new("file") { Language = LanguageVersion.CSharp11 }];

    public static readonly KeywordPiece[] Keywords =
    [
        new("class"),
        new("class", "static"),
        new("class", "sealed"),
        new("class", "abstract"),
        new("record"),
        new("record", "sealed"),
        new("record class", "abstract") { Language = LanguageVersion.CSharp10 },
        new("struct"),
        new("struct", "readonly"),
        new("struct", "ref"),
        new("struct", "readonly ref"),
        new("record struct") { Language = LanguageVersion.CSharp10 },
        new("record struct", "readonly") { Language = LanguageVersion.CSharp10 },
        new("interface"),
    ];

    public static readonly string[] TypeParameters = ["", "<T>", "<TKey, TValue>"];

    public static readonly ConstructorPiece[] Constructors =
    [
        new(""),
        new("", "public ~() { }"),
        new("", $"internal ~({Service} service) {{ if (service.Mark != 7) throw new global::System.InvalidOperationException(); }}"),
        new("", "private ~() { }") { IsHidden = true },
        new("", "private ~(int x) { } public static ~ Make() => new ~(1);") { IsHidden = true },
        new("", "public ~(int size, string text) { }") { IsHidden = true },
        new("", "private ~(int x) { } protected internal ~(global::System.IServiceProvider services) { global::System.GC.KeepAlive(services.ToString()); }"),
        new("", $"public ~() {{ }} public ~({Service} service) {{ }}"),
        new("", $"public ~() {{ throw new global::System.InvalidOperationException(); }} [global::Microsoft.Extensions.DependencyInjection.ActivatorUtilitiesConstructor] public ~({Service} service) {{ }}"),
        new("", "[global::System.Obsolete(\"no\", true)] public ~() { throw new global::System.InvalidOperationException(); } public ~(int size = 3) { if (size != 3) throw new global::System.InvalidOperationException(); }"),
        new($"({Service} service)", "internal int Mark => service.Mark;") { Language = LanguageVersion.CSharp12 },
        new($"([global::Microsoft.Extensions.DependencyInjection.FromKeyedServices(\"k\")] {Service} keyed, string text = \"x\")", "internal int Mark => keyed.Mark + text.Length;") { Language = LanguageVersion.CSharp12 },
    ];

    public static readonly AnnotationPiece[] TypeAnnotations =
    [
        new(""),
        new("[global::System.Obsolete]"),
        new("[global::System.Obsolete(\"old\")]"),
        new("[global::System.Obsolete(\"old\", true)]"),
        new("[global::System.Diagnostics.CodeAnalysis.Experimental(\"FUZZ#\")]") { Language = LanguageVersion.CSharp12 },
        new("[global::System.Obsolete(\"old\", DiagnosticId = \"FUZZ1#\")]"),
        new("[global::System.CLSCompliant(false)]"),
        new("[global::System.Diagnostics.CodeAnalysis.RequiresUnreferencedCode(\"reflects\")]"),
    ];

    public static readonly LanguageVersion[] Languages =
        [LanguageVersion.CSharp9, LanguageVersion.CSharp10, LanguageVersion.CSharp11, LanguageVersion.CSharp12, LanguageVersion.CSharp13, LanguageVersion.CSharp14, LanguageVersion.Preview];

    private const string Kit = "global::HealthPoint.Generator.Tests.Fuzzing.";
    private const string Service = $"{Kit}FuzzService";
}
