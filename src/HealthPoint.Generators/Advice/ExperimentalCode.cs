using HealthPoint.Generators.Diagnostics;
using HealthPoint.Generators.Parsing;
using HealthPoint.Generators.Symbols;
using Microsoft.CodeAnalysis;

namespace HealthPoint.Generators.Advice;

/// <summary>Whether a warning about an unfinished API is lost on the way to generated code: HP055.</summary>
internal static class ExperimentalCode
{
    private const string Stable = "Use one that is stable, or expect it to change";

    public static void Review(AcceptedMethod accepted)
    {
        var method = accepted.Method;
        if (method.ExperimentalId is { } id)
        {
            accepted.Tell(Rules.Experimental, Squiggles.Name(method), $"is experimental ({id})", "Remove the attribute that says so as soon as it is stable");
        }

        Review(accepted, method.ContainingType, Squiggles.Name(method), "is a member of");
        Review(accepted, method.ReturnType, Squiggles.ReturnType(method), "returns");
        foreach (var parameter in method.Parameters)
        {
            Review(accepted, parameter.Type, Squiggles.ParameterType(parameter), "takes");
        }
    }

    private static void Review(AcceptedMethod accepted, ITypeSymbol type, Squiggle squiggle, string verb) => type.Has(part =>
    {
        var id = part.ExperimentalId;
        if (part.ContainingAssembly is { } assembly && !SymbolEqualityComparer.Default.Equals(assembly, accepted.Compilation.Assembly))
        {
            id ??= assembly.ExperimentalId;
        }

        if (id is null)
        {
            return false;
        }

        accepted.Tell(Rules.Experimental, squiggle, $"{verb} the experimental type '{part.ForPeople}' ({id})", Stable);
        return true;
    });
}
