using HealthPoint.Generators.Diagnostics;
using HealthPoint.Generators.Symbols;
using Microsoft.CodeAnalysis;

namespace HealthPoint.Generators.Parsing;

/// <summary>
/// Whether a call reaches the method. Its arguments have exactly the types of the parameters, so that it beats its overloads,
/// except where C# leaves it out before types are compared.
/// </summary>
internal static class OverloadRules
{
    public static void Review(IMethodSymbol method, Compilation compilation, Problems problems)
    {
        foreach (var member in method.ContainingType.GetMembers(method.Name))
        {
            if (member is IMethodSymbol other
                && !SymbolEqualityComparer.Default.Equals(other, method)
                && IsConsideredBefore(other, method)
                && IsApplicable(other, method, compilation))
            {
                problems.Add(
                    Rules.NotCallable,
                    Squiggles.Name(method),
                    method.ForPeople,
                    "an overload is called in its place",
                    "or rename one of the two");
                return;
            }
        }
    }

    // An override counts as a member of the type that it comes from, and the nearest type with a method that fits wins.
    private static bool IsConsideredBefore(IMethodSymbol other, IMethodSymbol method) =>
        Priority(other) > Priority(method) || (method.IsOverride && !other.IsOverride);

    private static bool IsApplicable(IMethodSymbol other, IMethodSymbol method, Compilation compilation)
    {
        for (var i = 0; i < Math.Max(other.Parameters.Length, method.Parameters.Length); i++)
        {
            var isLeftOut = i >= method.Parameters.Length;
            var fits = isLeftOut
                ? other.Parameters[i].IsOptional || other.Parameters[i].IsParams
                : i < other.Parameters.Length
                    && (other.IsGenericMethod || compilation.ClassifyCommonConversion(method.Parameters[i].Type, other.Parameters[i].Type) is { Exists: true, IsImplicit: true });
            if (!fits)
            {
                return false;
            }
        }

        return true;
    }

    private static int Priority(IMethodSymbol method)
    {
        while (method.OverriddenMethod is { } overridden)
        {
            method = overridden;
        }

        return method.Attribute("System.Runtime.CompilerServices", "OverloadResolutionPriorityAttribute")
            is { ConstructorArguments: [{ Value: int priority }] } ? priority : 0;
    }
}
