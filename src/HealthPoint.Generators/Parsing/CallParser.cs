using System.Collections.Immutable;
using HealthPoint.Generators.Models;
using HealthPoint.Generators.Symbols;
using Microsoft.CodeAnalysis;

namespace HealthPoint.Generators.Parsing;

/// <summary>Finds out how generated code calls a method, and asks every rule about its signature on the way.</summary>
internal static class CallParser
{
    public static CallModel? Parse(
        IMethodSymbol method, MemberKind kind, AttributeData attribute, Compilation compilation, Problems problems)
    {
        if (!TargetRules.Review(method, kind, attribute, compilation, problems))
        {
            return null;
        }

        ReturnRules.Review(method, kind, problems);
        var parameters = ParameterRules.Review(method, problems);
        OverloadRules.Review(method, compilation, problems);
        var instance = InstanceRules.Review(method, compilation, problems);
        if (problems.Any)
        {
            return null;
        }

        return new CallModel(
            method.ContainingType.InCode,
            method.Escaped,
            instance.Source,
            instance.Construction,
            parameters,
            method.ReturnsVoid,
            TraitsOf(method, instance.Source, parameters),
            WarningIds(method, instance.Constructor));
    }

    private static Traits TraitsOf(IMethodSymbol method, InstanceSource instance, EquatableArray<ParameterModel> parameters)
    {
        var traits = method.ReturnType.IsTask ? Traits.None : Traits.Synchronous;
        traits |= instance switch
        {
            InstanceSource.None => Traits.None,
            InstanceSource.Registered => Traits.Services,
            _ => Traits.Services | Traits.Construction,
        };
        foreach (var parameter in parameters)
        {
            traits |= parameter.Source switch
            {
                ParameterSource.Cancellation => Traits.Cancellation,
                ParameterSource.Argument => Traits.None,
                _ => Traits.Services,
            };
        }

        return traits;
    }

    /// <summary>
    /// The ids of the warnings that the types and members named in generated code raise. The developer has accepted these warnings
    /// by using them.
    /// </summary>
    private static EquatableArray<string> WarningIds(IMethodSymbol method, IMethodSymbol? constructor)
    {
        var ids = new SortedSet<string>(StringComparer.Ordinal);
        Collect(method);
        if (constructor is not null)
        {
            Collect(constructor);
        }

        return new(ids.ToImmutableArray());

        void Collect(IMethodSymbol called)
        {
            ids.UnionWith(called.WarningIds);
            CollectType(called.ContainingType);
            CollectType(called.ReturnType);
            foreach (var parameter in called.Parameters)
            {
                CollectType(parameter.Type);
            }
        }

        void CollectType(ITypeSymbol type) => type.Has(part =>
        {
            ids.UnionWith(part.WarningIds);
            if (part.ContainingAssembly is { } assembly)
            {
                ids.UnionWith(assembly.WarningIds);
            }

            return false;
        });
    }
}
