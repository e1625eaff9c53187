using HealthPoint.Generators.Diagnostics;
using HealthPoint.Generators.Parsing;
using HealthPoint.Generators.Symbols;
using Microsoft.CodeAnalysis;

namespace HealthPoint.Generators.Advice;

/// <summary>Whether the method is marked as obsolete: HP050.</summary>
internal static class ObsoleteCode
{
    public static void Review(AcceptedMethod accepted)
    {
        if (Fault(accepted.Method) is not { } fault)
        {
            return;
        }

        foreach (var member in accepted.Members)
        {
            accepted.Tell(
                Rules.Obsolete,
                Squiggles.Attribute(member.Attribute),
                fault,
                accepted.Kind is MemberKind.Check ? "HealthCheck" : "HealthStat",
                accepted.Kind.Noun);
        }
    }

    private static string? Fault(IMethodSymbol method)
    {
        for (ISymbol? symbol = method; symbol is not null; symbol = symbol.ContainingType)
        {
            if (symbol.Attribute("System", "ObsoleteAttribute") is not null)
            {
                return symbol is INamedTypeSymbol ? $"a member of the obsolete type '{symbol.ForPeople}'" : "obsolete";
            }
        }

        return null;
    }
}
