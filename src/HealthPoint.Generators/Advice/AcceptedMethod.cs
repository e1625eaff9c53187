using System.Collections.Immutable;
using HealthPoint.Generators.Parsing;
using HealthPoint.Generators.Symbols;
using Microsoft.CodeAnalysis;

namespace HealthPoint.Generators.Advice;

/// <summary>A method that the parser accepts, but that a rule may still want to be better.</summary>
internal sealed class AcceptedMethod(
    IMethodSymbol method,
    MemberKind kind,
    ImmutableArray<ParsedMember> members,
    Compilation compilation,
    Action<Diagnostic> report,
    CancellationToken cancellation)
{
    public IMethodSymbol Method => method;

    public MemberKind Kind => kind;

    /// <summary>Its attributes without fault; there is at least one.</summary>
    public ImmutableArray<ParsedMember> Members => members;

    public Compilation Compilation => compilation;

    /// <summary>Asks every rule that needs the signature or the attribute alone.</summary>
    public void Review()
    {
        Overrides.Review(this);
        Instances.Review(this);
        NullableTasks.Review(this);
        Tokens.Review(this);
        ServiceKeys.Review(this);
        Tags.Review(this);
        ObsoleteCode.Review(this);
        TrimmedCode.Review(this);
        ExperimentalCode.Review(this);
    }

    public void Tell(DiagnosticDescriptor rule, Squiggle squiggle, params string[] more) =>
        report(Diagnostic.Create(rule, squiggle(cancellation) ?? Location.None, [method.ForPeople, .. more]));
}
