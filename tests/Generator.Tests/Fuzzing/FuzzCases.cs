using System.Collections.Immutable;
using System.Reflection;

namespace HealthPoint.Generator.Tests.Fuzzing;

/// <summary>For each rule a candidate that breaks it, made of the grammar's words. The fuzzer also starts from these.</summary>
internal static class FuzzCases
{
    public static ImmutableArray<(string Rule, Candidate Candidate)> All { get; } =
    [
        .. typeof(FuzzCases).GetProperties(BindingFlags.Static | BindingFlags.NonPublic)
            .SelectMany(static property => property.GetCustomAttributes<FuzzCaseAttribute>()
                .Select(attribute => (attribute.Rule, (Candidate)property.GetValue(null)!)))
            .OrderBy(static known => known.Rule, StringComparer.Ordinal),
    ];

    [FuzzCase("HP001")] private static Candidate Accessor => Of(MethodShape.Accessor);
    [FuzzCase("HP002")] private static Candidate LocalFunction => Of(MethodShape.Local);
    [FuzzCase("HP003")] private static Candidate Generic => Of(MethodShape.Generic);
    [FuzzCase("HP004")] private static Candidate InGeneric => In(Container.Plain with { TypeParameters = "<T>" });
    [FuzzCase("HP005")] private static Candidate Private => Candidate.Plain with { Access = Word(Grammar.Accesses, "private") };
    [FuzzCase("HP006")] private static Candidate InFileLocal => In(Container.Plain with { Access = Word(Grammar.TypeAccesses, "file") });
    [FuzzCase("HP007")] private static Candidate OfStruct => In(Keyword("struct")) with { Method = Instance };
    [FuzzCase("HP008")] private static Candidate StaticAbstract => Of(MethodShape.StaticAbstract, "interface") with { Access = Word(Grammar.Accesses, "public") };
    [FuzzCase("HP009")] private static Candidate InExtensionBlock => In(Container.Plain with { Keyword = Grammar.Keywords[1] }) with { Method = Shape(MethodShape.ExtensionBlock) };
    [FuzzCase("HP010")] private static Candidate Explicit => Of(MethodShape.Explicit);
    [FuzzCase("HP011")] private static Candidate Unmanaged => Returning("void") with { Annotation = Grammar.Annotations[^1] };
    [FuzzCase("HP012")] private static Candidate Repeated => Candidate.Plain with { Method = Grammar.Methods.Single(static method => method.IsRepeated) };
    [FuzzCase("HP013")] private static Candidate OfInterface => Of(MethodShape.Abstract, "interface") with { Access = Word(Grammar.Accesses, "public") };
    [FuzzCase("HP014")] private static Candidate Ambiguous => In(Container.Plain with { Constructor = Grammar.Constructors[7] }) with { Method = Instance };
    [FuzzCase("HP020")] private static Candidate Text => Returning("string");
    [FuzzCase("HP021")] private static Candidate AsyncVoid => Returning("async void");
    [FuzzCase("HP022")] private static Candidate ByReference => Returning("ref bool");
    [FuzzCase("HP023")] private static Candidate Sequence => Returning("global::System.Collections.Generic.IEnumerable<bool>");
    [FuzzCase("HP024")] private static Candidate Swapped => Returning("(string, bool)");
    [FuzzCase("HP025")] private static Candidate NullableTask => Returning("global::System.Threading.Tasks.Task<bool>?");
    [FuzzCase("HP026")] private static Candidate StatWithoutFacts => Candidate.Plain with { Return = Word(Grammar.StatReturns, "bool") };
    [FuzzCase("HP030")] private static Candidate ReferenceParameter => Taking("ref int $");
    [FuzzCase("HP031")] private static Candidate Span => Taking("global::System.Span<int> $");
    [FuzzCase("HP032")] private static Candidate Params => Taking("params int[] $");
    [FuzzCase("HP033")] private static Candidate Untyped => Taking("object $");
    [FuzzCase("HP034")] private static Candidate TwoTokens => Taking(Token, Token);
    [FuzzCase("HP035"), FuzzCase("HP037")] private static Candidate TokenFirst => Taking(Token, "int $") with { Return = AsyncTask };
    [FuzzCase("HP036")] private static Candidate WithoutToken => Candidate.Plain with { Return = AsyncTask };
    [FuzzCase("HP038")] private static Candidate NoKey => Taking("[global::Microsoft.Extensions.DependencyInjection.FromKeyedServices(null)] global::HealthPoint.Generator.Tests.Fuzzing.FuzzService $");
    [FuzzCase("HP040")] private static Candidate Slash => Marked(new Mark(Word(Grammar.Names, "\"a/#\""), []));
    [FuzzCase("HP041")] private static Candidate Twice => Marked(Name("\"one for all\""), Name("\"ONE for all\""));
    [FuzzCase("HP042")] private static Candidate NoTime => Marked(Check("TimeoutSeconds = 0"));
    [FuzzCase("HP043")] private static Candidate BlankTag => Marked(Check("Tags = new[] { \"x\", \"X\", \"\", \" \" }"));
    [FuzzCase("HP044")] private static Candidate HurriedThreshold => Marked(Check("FailureThreshold = 3", "CacheSeconds = 0"));
    [FuzzCase("HP045")] private static Candidate HealthyFailure => Marked(Check($"FailureStatus = global::Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy"));
    [FuzzCase("HP050")] private static Candidate Obsolete => Candidate.Plain with { Annotation = Word(Grammar.Annotations, "[global::System.Obsolete]") };
    [FuzzCase("HP051")] private static Candidate Untrimmable => Candidate.Plain with { Annotation = Word(Grammar.Annotations, "[global::System.Diagnostics.CodeAnalysis.RequiresUnreferencedCode(\"reflects\")]") };
    [FuzzCase("HP052")] private static Candidate Constant => Candidate.Plain with { Body = Grammar.Bodies[1] };
    [FuzzCase("HP053")] private static Candidate Blocking => Saying("global::System.Threading.Thread.Sleep(0);");
    [FuzzCase("HP054")] private static Candidate Stateless => Candidate.Plain with { Method = Instance };
    [FuzzCase("HP055")] private static Candidate Experimental => Candidate.Plain with { Annotation = Word(Grammar.Annotations, "[global::System.Diagnostics.CodeAnalysis.Experimental(\"FUZZ3#\")]") };
    [FuzzCase("HP060")] private static Candidate LiveWithClient => Taking("global::System.Net.Http.HttpClient $ = null") with { Marks = [Check(Live)] };
    [FuzzCase("HP061")] private static Candidate SlowDependency => Marked(Check("TimeoutSeconds = 3600"), Name("name: \"named #\"", "TimeoutSeconds = 1", OnFirst));
    [FuzzCase("HP062")] private static Candidate NearMiss => Marked(Check(), Name("name: \"named #\"", "DependsOn = new[] { \"chekc 0\" }"));
    [FuzzCase("HP063")] private static Candidate Cycle => Marked(Check("DependsOn = new[] { \"named 0.1\" }"), Name("name: \"named #\"", OnFirst));
    [FuzzCase("HP064")] private static Candidate LiveOnOther => Marked(Check(), Name("name: \"named #\"", Live, OnFirst));
    [FuzzCase("HP065")] private static Candidate Secret => Candidate.Plain with { Body = Grammar.Bodies.Single(static body => body.Text.Contains("password", StringComparison.Ordinal)) };
    [FuzzCase("HP066")] private static Candidate Forgotten => Saying("global::System.Threading.Tasks.Task.Run(() => { });");
    [FuzzCase("HP067")] private static Candidate Swallowed => Candidate.Plain with { Body = Grammar.Bodies.Single(static body => body.NeedsBoolean) };

    private const string Token = "global::System.Threading.CancellationToken $";
    private const string Live = "Tags = new[] { global::HealthPoint.HealthTags.Live }";
    private const string OnFirst = "DependsOn = new[] { \"check 0\" }";

    private static MethodPiece Instance => Grammar.Methods.First(static method => method is { Shape: MethodShape.Plain, IsStatic: false });

    private static ReturnPiece AsyncTask => Word(Grammar.Returns, "async global::System.Threading.Tasks.Task<bool>");

    private static Candidate Of(MethodShape shape, string keyword = "class") => In(Keyword(keyword)) with { Method = Shape(shape) };

    private static Candidate In(Container container) => Candidate.Plain with { Containers = [container] };

    private static Candidate Returning(string type) => Candidate.Plain with { Return = Word(Grammar.Returns, type) };

    private static Candidate Saying(string body) => Candidate.Plain with { Body = Word(Grammar.Bodies, body) };

    private static Candidate Marked(params ReadOnlySpan<Mark> marks) => Candidate.Plain with { Marks = [.. marks] };

    private static Candidate Taking(params string[] parameters) => Candidate.Plain with
    {
        Parameters = [.. parameters.Select(static (text, index) => new Parameter(Word(Grammar.Parameters, text), Grammar.ParameterNames[index]))],
    };

    private static Mark Check(params string[] settings) => Name(Grammar.Names[0].Text, settings);

    private static Mark Name(string name, params string[] settings) =>
        new(Word(Grammar.Names, name), [.. settings.Select(static setting => Word(Grammar.Settings, setting))]);

    private static MethodPiece Shape(MethodShape shape) => Grammar.Methods.First(method => method.Shape == shape);

    private static Container Keyword(string keyword) => Container.Plain with { Keyword = Word(Grammar.Keywords, keyword) };

    /// <summary>The last of that text: where two differ in what they prove, it is the one that proves nothing.</summary>
    private static T Word<T>(T[] words, string text)
        where T : Piece => words.Last(word => string.Equals(word.Text, text, StringComparison.Ordinal) && word is not KeywordPiece { Modifiers.Length: > 0 });
}

/// <summary>The candidate breaks the rule.</summary>
[AttributeUsage(AttributeTargets.Property, AllowMultiple = true)]
internal sealed class FuzzCaseAttribute(string rule) : Attribute
{
    public string Rule { get; } = rule;
}
