using System.Collections.Immutable;
using HealthPoint.Generators.Models;
using HealthPoint.Generators.Symbols;
using Microsoft.CodeAnalysis;

namespace HealthPoint.Generators.Parsing;

/// <summary>
/// Reads a method that bears <c>[HealthCheck]</c> or <c>[HealthStat]</c>. The generator keeps the models, the analyzer the
/// problems.
/// Invariant: an attribute has a model exactly if no rule fired (and the compiler has nothing to complain about).
/// </summary>
internal static class CheckParser
{
    public static ParsedMethod Parse(IMethodSymbol method, MemberKind kind, Compilation compilation, CancellationToken cancellation)
    {
        // Both parts of a partial method have all its attributes, so only one part may be read.
        method = method.PartialDefinitionPart ?? method;

        var problems = new Problems();
        var members = ImmutableArray.CreateBuilder<ParsedMember>();
        CallModel? call = null;
        foreach (var attribute in method.GetAttributes())
        {
            cancellation.ThrowIfCancellationRequested();
            if (attribute.AttributeClass?.Is("HealthPoint", kind.AttributeName) != true)
            {
                continue;
            }

            // The method's own problems are the same for each of its attributes, so they are reported once.
            call ??= problems.Any ? null : CallParser.Parse(method, kind, attribute, compilation, problems);
            if (SettingsParser.Parse(method, attribute, problems) is { } settings && call is not null)
            {
                var model = new MemberModel(
                    settings.Name,
                    method.DottedName,
                    SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, compilation.Assembly) ? null : method.ContainingAssembly.Name,
                    settings.Written,
                    call);
                members.Add(new ParsedMember(model, attribute));
            }
        }

        return new ParsedMethod(members.ToImmutable(), problems.All);
    }
}

/// <summary>What <see cref="CheckParser"/> found; the attributes keep symbols alive, so only the models may be stored.</summary>
internal sealed record ParsedMethod(ImmutableArray<ParsedMember> Members, IReadOnlyList<Problem> Problems)
{
    public ImmutableArray<MemberModel> Models => ImmutableArray.CreateRange(Members, static member => member.Model);
}

/// <summary>One attribute without fault, and what it means.</summary>
internal sealed record ParsedMember(MemberModel Model, AttributeData Attribute);
