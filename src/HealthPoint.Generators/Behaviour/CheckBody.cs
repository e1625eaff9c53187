using System.Collections.Immutable;
using HealthPoint.Generators.Parsing;
using HealthPoint.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace HealthPoint.Generators.Behaviour;

/// <summary>What the rules on behaviour look at: a check or a stat that no error refuses, and what it does.</summary>
internal sealed class CheckBody
{
    private readonly ImmutableArray<ParsedMember> _members;
    private readonly Action<Diagnostic> _report;

    private CheckBody(
        IMethodSymbol method, MemberKind kind, ImmutableArray<ParsedMember> members, Compilation compilation, Action<Diagnostic> report)
    {
        Method = method;
        Kind = kind;
        Compilation = compilation;
        _members = members;
        _report = report;
    }

    /// <summary>The method; for a partial method, the part that has the body.</summary>
    public IMethodSymbol Method { get; }

    public MemberKind Kind { get; }

    public Compilation Compilation { get; }

    /// <summary>The statements; <see langword="null"/> where the method has no body.</summary>
    public IBlockOperation? Block { get; private init; }

    /// <summary>All operations in the order of the source, those in lambdas and local functions too.</summary>
    public ImmutableArray<IOperation> Operations { get; private init; } = ImmutableArray<IOperation>.Empty;

    /// <summary>Whether a base type or an interface decides on the signature.</summary>
    public bool IsBoundByContract
    {
        get
        {
            if (Method.IsOverride)
            {
                return true;
            }

            foreach (var contract in Method.ContainingType.AllInterfaces)
            {
                foreach (var member in contract.GetMembers(Method.Name))
                {
                    if (SymbolEqualityComparer.Default.Equals(
                        Method.PartialDefinitionPart ?? Method,
                        Method.ContainingType.FindImplementationForInterfaceMember(member)))
                    {
                        return true;
                    }
                }
            }

            return false;
        }
    }

    /// <summary>Asks the parser about a method.</summary>
    /// <returns><see langword="null"/> where the method is neither a check nor a stat, or is one that an error refuses.</returns>
    public static CheckBody? Of(IMethodSymbol method, Compilation compilation, Action<Diagnostic> report, CancellationToken cancellation)
    {
        var checks = CheckParser.Parse(method, MemberKind.Check, compilation, cancellation);
        var stats = CheckParser.Parse(method, MemberKind.Stat, compilation, cancellation);
        return (checks, stats) switch
        {
            ({ Problems.Count: > 0 }, _) or (_, { Problems.Count: > 0 }) => null,
            ({ Members.IsEmpty: false }, _) => new(method, MemberKind.Check, checks.Members, compilation, report),
            (_, { Members.IsEmpty: false }) => new(method, MemberKind.Stat, stats.Members, compilation, report),
            _ => null,
        };
    }

    public CheckBody With(IOperation? body) => new(Method, Kind, _members, Compilation, _report)
    {
        Block = (body as IMethodBodyOperation)?.BlockBody ?? (body as IMethodBodyOperation)?.ExpressionBody,
        Operations = body.Descendants().ToImmutableArray(),
    };

    public bool IsTagged(string tag)
    {
        foreach (var member in _members)
        {
            if (member.Attribute.NamedArgument("Tags") is { Kind: TypedConstantKind.Array, IsNull: false } tags
                && tags.Values.Any(value => tag.Equals(value.Value as string, StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }

    public void Report(DiagnosticDescriptor rule, Location place, params string[] more) =>
        _report(Diagnostic.Create(rule, place, [Method.ForPeople, .. more]));

    /// <summary>Reports at the method's name.</summary>
    public void Report(DiagnosticDescriptor rule) => Report(rule, Method.Locations[0]);
}
