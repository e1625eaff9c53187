using HealthPoint.Generators.Diagnostics;
using HealthPoint.Generators.Parsing;
using HealthPoint.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace HealthPoint.Generators.Behaviour;

/// <summary>A liveness check that asks another process: HP060.</summary>
internal static class OutsideReach
{
    private const int Depth = 2;

    public static void Review(CheckBody body)
    {
        if (!body.IsTagged("live"))
        {
            return;
        }

        if ((Taken(body) ?? Used(body) ?? Held(body)) is { } reach)
        {
            body.Report(
                Rules.OutsideReach,
                reach.Place,
                reach.Type.WithNullableAnnotation(NullableAnnotation.None).ForPeople,
                reach.Through is null ? "" : $", which '{reach.Through.ForPeople}' needs");
        }
    }

    private static Reach? Taken(CheckBody body)
    {
        foreach (var parameter in body.Method.Parameters)
        {
            if (parameter.Type.IsOutside)
            {
                return new(parameter.Type, parameter.Locations[0]);
            }
        }

        return null;
    }

    /// <summary>The way out that the body creates, looks up or holds, or that a service it calls has.</summary>
    private static Reach? Used(CheckBody body)
    {
        foreach (var operation in body.Operations)
        {
            if (IsValue(operation) && operation.Type is { IsOutside: true } type)
            {
                return new(type, operation.Syntax.GetLocation());
            }

            if (IsService(operation) && IsAsked(operation) && operation.Type is { } service && service.WayOut(Depth) is { } way)
            {
                return new(way, operation.Syntax.GetLocation(), service);
            }
        }

        return null;
    }

    /// <summary>The way out that the instance holds, where the body calls another method of the instance.</summary>
    private static Reach? Held(CheckBody body)
    {
        var call = body.Operations.FirstOrDefault(static operation => operation is IInvocationOperation { Instance.IsThis: true });
        if (call is null || InstanceRules.Review(body.Method, body.Compilation, new Problems()).Constructor is not { } constructor)
        {
            return null;
        }

        foreach (var parameter in constructor.Parameters)
        {
            if (parameter.Type.IsOutside)
            {
                return new(parameter.Type, call.Syntax.GetLocation());
            }

            if (parameter.Type.WayOut(Depth) is { } way)
            {
                return new(way, call.Syntax.GetLocation(), parameter.Type);
            }
        }

        return null;
    }

    private static bool IsValue(IOperation operation) =>
        operation is IObjectCreationOperation or IInvocationOperation or IMemberReferenceOperation or IParameterReferenceOperation or IAwaitOperation
        && operation.Parent is not INameOfOperation;

    /// <summary>Whether the value comes from dependency injection: a parameter, a member of the instance, a requested service.</summary>
    private static bool IsService(IOperation operation) => operation switch
    {
        IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.Constructor } } => true,
        IMemberReferenceOperation { Instance.IsThis: true } => true,
        IInvocationOperation { TargetMethod: { Name: "GetService" or "GetRequiredService" or "GetKeyedService" or "GetRequiredKeyedService" } } => true,
        _ => false,
    };

    /// <summary>Whether the body does more with a service than read what the service knows.</summary>
    private static bool IsAsked(IOperation service) => service.Parent switch
    {
        IMemberReferenceOperation => false,
        IConditionalAccessOperation { WhenNotNull: IMemberReferenceOperation } => false,
        IIsPatternOperation or IBinaryOperation => false,
        IConversionOperation conversion => IsAsked(conversion),
        _ => true,
    };

    private sealed record Reach(ITypeSymbol Type, Location Place, ITypeSymbol? Through = null);
}
