using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CSharp;

namespace HealthPoint.Generator.Tests.Fuzzing;

/// <summary>One method with our attribute, in its place: what the fuzzer draws.</summary>
internal sealed record Candidate
{
    public static readonly Candidate Plain = new();

    public NamespacePiece Namespace { get; init; } = Grammar.Namespaces[0];

    /// <summary>The types around the method, the outermost first.</summary>
    public ImmutableArray<Container> Containers { get; init; } = [Container.Plain];

    public MethodPiece Method { get; init; } = Grammar.Methods[0];

    public AccessPiece Access { get; init; } = Grammar.Accesses[0];

    public string Name { get; init; } = Grammar.MethodNames[0];

    public ReturnPiece Return { get; init; } = Grammar.Returns[0];

    public Outcome Outcome { get; init; }

    public ImmutableArray<Parameter> Parameters { get; init; } = [];

    public ImmutableArray<Mark> Marks { get; init; } = [Mark.Plain];

    public AnnotationPiece Annotation { get; init; } = Grammar.Annotations[0];

    public BodyPiece Body { get; init; } = Grammar.Bodies[0];

    public ExtraPiece Extra { get; init; } = Grammar.Extras[0];

    public Container Host => Containers[^1];

    public bool IsStatic => Method.IsStatic;

    /// <summary>The lowest language version that all its words know.</summary>
    public LanguageVersion Language => Pieces.Max(static piece => piece.Language);

    /// <summary>Whether some type must stand in for the host to have an instance of it.</summary>
    public bool NeedsImplementation => Host.Keyword.IsAbstract && Method.Shape is MethodShape.Plain or MethodShape.Virtual or MethodShape.Abstract or MethodShape.Override or MethodShape.Partial && !IsStatic;

    private IEnumerable<Piece> Pieces =>
    [
        Namespace, Method, Access, Return, Annotation, Body, Extra,
        .. Containers.SelectMany(static container => (Piece[])[container.Access, container.Keyword, container.Constructor, container.Annotation]),
        .. Parameters.Select(static parameter => parameter.Piece),
        .. Marks.SelectMany(static mark => (IEnumerable<Piece>)[mark.Name, .. mark.Settings]),
    ];

    /// <summary>The name that an attribute without one gives.</summary>
    public string DottedName(int index) => Unescaped(
        string.Join('.', ((string[])[Namespace.Text, .. Containers.Select(static container => container.Name), Name]).Where(static part => part.Length > 0)),
        index);

    /// <summary>The host's name in metadata, without any generic arity.</summary>
    public string HostName(int index) => Unescaped(
        string.Join('+', Containers.Select(static container => container.Name)) is var nested && Namespace.Text.Length > 0 ? $"{Namespace.Text}.{nested}" : nested,
        index);

    /// <summary>The candidates that differ from this one in one word, which is the plain one there.</summary>
    public IEnumerable<Candidate> Simpler()
    {
        Candidate[] simpler =
        [
            this with { Namespace = Plain.Namespace },
            this with { Containers = [Host] },
            this with { Containers = [.. Containers.Select(static container => container with { Annotation = Container.Plain.Annotation })] },
            this with { Containers = [.. Containers.Select(static container => container with { Constructor = Container.Plain.Constructor })] },
            this with { Containers = [.. Containers.Select(static container => container with { TypeParameters = Container.Plain.TypeParameters })] },
            this with { Containers = [.. Containers.Select(static container => container with { Access = Container.Plain.Access })] },
            this with { Containers = [.. Containers.Select(static container => container with { Keyword = Container.Plain.Keyword })] },
            this with { Containers = [.. Containers.Select(static (container, depth) => container with { Name = $"Health{depth}x#" })] },
            this with { Method = Plain.Method },
            this with { Access = Plain.Access },
            this with { Name = Plain.Name },
            this with { Return = Return.IsStat ? Grammar.StatReturns[0] : Plain.Return },
            this with { Outcome = Outcome.Healthy },
            .. Parameters.Select(parameter => this with { Parameters = Parameters.Remove(parameter) }),
            .. Marks.Length < 2 ? [] : Marks.Select(mark => this with { Marks = Marks.Remove(mark) }),
            .. Marks.Select(mark => this with { Marks = Marks.Replace(mark, mark with { Settings = [] }) }),
            .. Marks.Select(mark => this with { Marks = Marks.Replace(mark, mark with { Name = Mark.Plain.Name }) }),
            this with { Annotation = Plain.Annotation },
            this with { Body = Plain.Body },
            this with { Extra = Plain.Extra },
        ];
        return simpler.Where(one => !string.Equals(one.ToString(), ToString(), StringComparison.Ordinal) && Soundness.Holds(one));
    }

    public override string ToString() => string.Join("\n", CandidateWriter.Write(this, 0, isSplit: false));

    private static string Unescaped(string text, int index) => text
        .Replace("@", "", StringComparison.Ordinal)
        .Replace("\\u0041", "A", StringComparison.Ordinal)
        .Replace("\\u0050", "P", StringComparison.Ordinal)
        .Replace("#", $"{index}", StringComparison.Ordinal);
}

/// <summary>A type around the method.</summary>
internal sealed record Container(AccessPiece Access, KeywordPiece Keyword, string Name, string TypeParameters, ConstructorPiece Constructor, AnnotationPiece Annotation)
{
    public static readonly Container Plain = new(
        Grammar.TypeAccesses[0], Grammar.Keywords[0], Grammar.TypeNames[0], Grammar.TypeParameters[0], Grammar.Constructors[0], Grammar.TypeAnnotations[0]);
}

/// <summary>A parameter with its name.</summary>
internal sealed record Parameter(ParameterPiece Piece, string Name)
{
    public string Text => Named(Piece.Text);

    public string Named(string? text) => text?.Replace("$", Name, StringComparison.Ordinal) ?? "";
}

/// <summary>One of our attributes on the method.</summary>
internal sealed record Mark(MarkPiece Name, ImmutableArray<MarkPiece> Settings)
{
    public static readonly Mark Plain = new(Grammar.Names[0], []);

    /// <summary>How it is written; the comment lets an error be traced back to it.</summary>
    public string Text(bool isStat, string number)
    {
        var arguments = string.Join(", ", ((string[])[Name.Text, .. Settings.Select(static setting => setting.Text)]).Where(static text => text.Length > 0));
        return $"[global::HealthPoint.Health{(isStat ? "Stat" : "Check")}({arguments})] // mark {number}\n".Replace("#", number, StringComparison.Ordinal);
    }
}
