using HealthPoint.Generators.Diagnostics;
using HealthPoint.Generators.Models;
using HealthPoint.Generators.Parsing;
using HealthPoint.Generators.Symbols;
using Microsoft.CodeAnalysis;

namespace HealthPoint.Generators.Advice;

/// <summary>Whether an instance can come from dependency injection alone: HP013.</summary>
internal static class Instances
{
    public static void Review(AcceptedMethod accepted)
    {
        if (accepted.Members[0].Model.Call.Instance is not InstanceSource.Registered)
        {
            return;
        }

        var type = accepted.Method.ContainingType;
        accepted.Tell(Rules.RegisteredInstance, Squiggles.Name(accepted.Method), type.ForPeople, type switch
        {
            { TypeKind: TypeKind.Interface } => "an interface has no constructor",
            { IsAbstract: true } => "an abstract class cannot be constructed",
            _ => "it has no constructor that services alone can satisfy",
        });
    }
}
