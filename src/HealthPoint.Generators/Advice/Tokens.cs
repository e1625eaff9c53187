using HealthPoint.Generators.Diagnostics;
using HealthPoint.Generators.Parsing;
using HealthPoint.Generators.Symbols;
using Microsoft.CodeAnalysis;

namespace HealthPoint.Generators.Advice;

/// <summary>Whether the token stands where it is customary: HP035.</summary>
internal static class Tokens
{
    public static void Review(AcceptedMethod accepted)
    {
        var method = accepted.Method;
        var hasLater = false;
        for (var i = method.Parameters.Length - 1; i >= 0; i--)
        {
            var parameter = method.Parameters[i];
            if (!parameter.Type.IsCancellationToken)
            {
                // A token behind an optional parameter would have to be optional too, so optional parameters may stay behind it.
                hasLater |= !parameter.IsOptional;
            }
            else if (hasLater && !(method.IsExtensionMethod && i == 0) && !IsGivenElsewhere(method))
            {
                accepted.Tell(Rules.TokenNotLast, Squiggles.Parameter(parameter), parameter.Name);
            }
        }
    }

    /// <summary>Whether a base type or an interface has decided on the order.</summary>
    private static bool IsGivenElsewhere(IMethodSymbol method)
    {
        if (method.IsOverride)
        {
            return true;
        }

        var type = method.ContainingType;
        foreach (var implemented in type.AllInterfaces)
        {
            foreach (var member in implemented.GetMembers(method.Name))
            {
                if (SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(member), method))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
