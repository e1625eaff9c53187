using System.Globalization;
using HealthPoint.Generators.Diagnostics;
using HealthPoint.Generators.Models;
using HealthPoint.Generators.Symbols;
using Microsoft.CodeAnalysis;

namespace HealthPoint.Generators.Parsing;

/// <summary>Where the instance of an instance method comes from: HP014.</summary>
internal static class InstanceRules
{
    public static Instance Review(IMethodSymbol method, Compilation compilation, Problems problems)
    {
        var type = method.ContainingType;
        if (method.IsStatic || type.IsValueType)
        {
            return new(InstanceSource.None);
        }

        switch (Candidates(type, compilation))
        {
            case [var constructor] when Parameters(constructor) is { } parameters:
                return new(InstanceSource.Constructed, parameters, constructor);
            case { Count: > 1 } several:
                problems.Add(
                    Rules.AmbiguousConstructor,
                    Squiggles.Name(method),
                    method.ForPeople,
                    type.Name,
                    several.Count.ToString(CultureInfo.InvariantCulture));
                return new(InstanceSource.None);
            default:
                // Generated code cannot make an instance, but dependency injection may know how.
                return new(InstanceSource.Registered);
        }
    }

    /// <summary>The marked constructor, else all constructors that generated code could call.</summary>
    private static List<IMethodSymbol> Candidates(INamedTypeSymbol type, Compilation compilation)
    {
        var candidates = new List<IMethodSymbol>();
        if (type.IsAbstract || type.TypeKind is not TypeKind.Class)
        {
            return candidates;
        }

        foreach (var constructor in type.InstanceConstructors)
        {
            if (compilation.IsSymbolAccessibleWithin(constructor, compilation.Assembly) && constructor.ObsoleteError is null)
            {
                candidates.Add(constructor);
            }
        }

        foreach (var constructor in type.InstanceConstructors)
        {
            if (constructor.IsPreferredConstructor)
            {
                candidates.RemoveAll(static other => !other.IsPreferredConstructor);
                break;
            }
        }

        return candidates;
    }

    /// <summary>The constructor's parameters; <see langword="null"/> where it cannot be called with services alone.</summary>
    private static EquatableArray<ParameterModel>? Parameters(IMethodSymbol constructor)
    {
        if (constructor.ContainingType.HasRequiredMembers && !constructor.SetsRequiredMembers)
        {
            return null;
        }

        var parameters = ParameterRules.Construction(constructor);
        return parameters?.Count == constructor.Parameters.Length ? parameters : null;
    }
}

/// <summary>How an instance comes about.</summary>
internal readonly record struct Instance(
    InstanceSource Source,
    EquatableArray<ParameterModel> Construction = default,
    IMethodSymbol? Constructor = null);
