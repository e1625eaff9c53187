using HealthPoint.Generators.Diagnostics;
using HealthPoint.Generators.Symbols;
using Microsoft.CodeAnalysis;

namespace HealthPoint.Generators.Parsing;

/// <summary>
/// Whether a call reaches the method. The arguments have exactly the types of the method's parameters, so the method beats its
/// overloads, except where C# leaves the method out before it compares types.
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

    // C# counts an override as a member of the type that it comes from. The nearest type with a method that fits wins.
    private static bool IsConsideredBefore(IMethodSymbol other, IMethodSymbol method) =>
        Priority(other) > Priority(method) || (method.IsOverride && !other.IsOverride);

    private static bool IsApplicable(IMethodSymbol other, IMethodSymbol method, Compilation compilation)
    {
        for (var i = 0; i < Math.Max(other.Parameters.Length, method.Parameters.Length); i++)
        {
            var fits = i >= method.Parameters.Length
                ? other.Parameters[i].IsOptional || other.Parameters[i].IsParams
                : other.IsGenericMethod ? i < other.Parameters.Length : Takes(other, i, method.Parameters[i].Type, compilation);
            if (!fits)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the argument at a place may have that type; a <c>params</c> parameter takes any number of elements.</summary>
    private static bool Takes(IMethodSymbol other, int place, ITypeSymbol argument, Compilation compilation)
    {
        var last = other.Parameters.Length - 1;
        if (place <= last && Converts(argument, other.Parameters[place].Type, compilation))
        {
            return true;
        }

        return place >= last && last >= 0 && other.Parameters[last] is { IsParams: true, Type: var type } && type switch
        {
            IArrayTypeSymbol array => Converts(argument, array.ElementType, compilation),
            INamedTypeSymbol { TypeArguments: [var element] } => Converts(argument, element, compilation),
            _ => false,
        };
    }

    private static bool Converts(ITypeSymbol from, ITypeSymbol to, Compilation compilation) =>
        compilation.ClassifyCommonConversion(from, to) is { Exists: true, IsImplicit: true };

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
