using Microsoft.CodeAnalysis.CSharp;

namespace HealthPoint.Generator.Tests.Fuzzing;

/// <summary>A word of the grammar. A <c>#</c> in it is replaced by the candidate's number.</summary>
/// <param name="Text">The word as it is written.</param>
internal abstract record Piece(string Text)
{
    /// <summary>The first language version that knows it.</summary>
    public LanguageVersion Language { get; init; } = LanguageVersion.CSharp9;
}

internal sealed record AccessPiece(string Text) : Piece(Text);

internal sealed record NamespacePiece(string Text) : Piece(Text)
{
    public bool IsFileScoped { get; init; }
}

/// <summary>What a type is: the modifiers before <c>partial</c>, and the keyword.</summary>
internal sealed record KeywordPiece(string Text, string Modifiers = "") : Piece(Text)
{
    public bool IsStatic => Modifiers is "static";

    public bool IsAbstract => Modifiers is "abstract" || IsInterface;

    public bool IsInterface => Text is "interface";

    public bool IsStruct => Text.EndsWith("struct", StringComparison.Ordinal);

    public bool IsRecord => Text.StartsWith("record", StringComparison.Ordinal);

    public bool CanBeDerivedFrom => !IsStruct && Modifiers is "" or "abstract";
}

/// <summary>How a type is constructed: what stands after its name, and constructors among its members.</summary>
internal sealed record ConstructorPiece(string Text, string Members = "") : Piece(Text)
{
    /// <summary>Generated code cannot construct it, so the test registers it.</summary>
    public bool IsHidden { get; init; }
}

/// <summary>How a member is declared.</summary>
internal sealed record MethodPiece(MethodShape Shape, string Text = "") : Piece(Text)
{
    /// <summary>Whether it is called on its type.</summary>
    public bool IsStatic { get; init; }

    /// <summary>Whether what it overrides is a check as well.</summary>
    public bool IsRepeated { get; init; }

    /// <summary>Whether its signature is its own; a property's accessor has a fixed one.</summary>
    public bool HasSignature => Shape is not (MethodShape.Accessor or MethodShape.Operator or MethodShape.Finalizer or MethodShape.Local or MethodShape.Lambda);
}

internal enum MethodShape
{
    Plain,
    Virtual,
    Abstract,
    Override,
    Partial,
    Extern,
    Extension,
    ExtensionBlock,
    StaticAbstract,
    Explicit,
    Generic,
    Accessor,
    Operator,
    Finalizer,
    Local,
    Lambda,
}

/// <summary>What a method returns, and what a run of it is expected to say.</summary>
internal sealed record ReturnPiece(string Text) : Piece(Text)
{
    /// <summary>The statements that end the body; none for what no check may return.</summary>
    public Func<Outcome, string> Body { get; init; } = static _ => "throw new global::System.NotSupportedException();";

    /// <summary>What remains of an outcome in a result of this type.</summary>
    public Func<Outcome, Outcome> Expected { get; init; } = static outcome => outcome;

    /// <summary>Whether its text reaches the result.</summary>
    public bool HasDetail { get; init; }

    public bool IsAsync { get; init; }

    /// <summary>Whether the body holds <c>yield</c>.</summary>
    public bool IsIterator { get; init; }

    public bool IsStat { get; init; }
}

/// <summary>A parameter; a <c>$</c> is replaced by its name.</summary>
internal sealed record ParameterPiece(string Text) : Piece(Text)
{
    /// <summary>What is true when the right value arrived.</summary>
    public string? Proof { get; init; }

    /// <summary>What must be written to it before the method ends.</summary>
    public string? Prologue { get; init; }

    /// <summary>The value from the configuration.</summary>
    public string? Argument { get; init; }

    /// <summary>Required, optional, then <c>params</c>.</summary>
    public int Rank { get; init; }

    public bool IsUnsafe { get; init; }

    /// <summary>An async method and an iterator cannot have it.</summary>
    public bool IsBound { get; init; }
}

/// <summary>One of our attributes: the name that it gives, and what else it says.</summary>
internal sealed record MarkPiece(string Text, string? Name = null) : Piece(Text)
{
    public bool IsStatToo { get; init; }
}

/// <summary>An attribute of somebody else, on the method or on its type.</summary>
internal sealed record AnnotationPiece(string Text) : Piece(Text)
{
    /// <summary>The language allows it on a static method without parameters and result only.</summary>
    public bool NeedsBareMethod { get; init; }
}

/// <summary>Statements before the result.</summary>
internal sealed record BodyPiece(string Text) : Piece(Text)
{
    /// <summary>Whether the result is returned by <c>=&gt;</c>.</summary>
    public bool IsExpression { get; init; }

    /// <summary>Whether an async method or an iterator may hold it.</summary>
    public bool IsFree { get; init; } = true;

    /// <summary>Whether it returns a <c>bool</c> on its way.</summary>
    public bool NeedsBoolean { get; init; }
}

/// <summary>Members beside the method, an <c>!</c> being its name.</summary>
internal sealed record ExtraPiece(string Text) : Piece(Text);

/// <summary>What a method was written to answer.</summary>
internal enum Outcome
{
    Healthy,
    Degraded,
    Unhealthy,
    Throws,
}
