using HealthPoint.Generators.Diagnostics;
using HealthPoint.Generators.Symbols;
using Microsoft.CodeAnalysis;

namespace HealthPoint.Generators.Parsing;

/// <summary>What a check or a stat may return: HP020 to HP024 and HP026.</summary>
internal static class ReturnRules
{
    public static void Review(IMethodSymbol method, MemberKind kind, Problems problems)
    {
        // `async` stands on the implementing part of a partial method.
        if (method.ReturnsVoid && (method.PartialImplementationPart ?? method).IsAsync)
        {
            problems.Add(
                Rules.AsyncVoid,
                Squiggles.ReturnType(method),
                method.ForPeople,
                kind is MemberKind.Check ? "Task" : "Task<IReadOnlyDictionary<string, object?>>");
        }
        else if (method.RefKind is not RefKind.None)
        {
            problems.Add(Rules.ReturnsByReference, Squiggles.ReturnModifier(method), method.ForPeople);
        }
        else if (method.ReturnType.IsBroken)
        {
            problems.LeaveToCompiler();
        }
        else if (kind is MemberKind.Stat)
        {
            ReviewStat(method, problems);
        }
        else
        {
            ReviewCheck(method, problems);
        }
    }

    private static void ReviewStat(IMethodSymbol method, Problems problems)
    {
        var result = method.ReturnType.TaskResult ?? method.ReturnType;
        if (!result.IsFacts && !result.IsJsonObject)
        {
            problems.Add(Rules.StatReturnType, Squiggles.Result(method), method.ForPeople, method.ReturnType.ForPeople);
        }
    }

    private static void ReviewCheck(IMethodSymbol method, Problems problems)
    {
        var result = method.ReturnType.TaskResult ?? method.ReturnType;
        switch (result)
        {
            case { SpecialType: SpecialType.System_Boolean }:
            case INamedTypeSymbol { IsTupleType: true, TupleElements: [{ Type.SpecialType: SpecialType.System_Boolean }, { Type.SpecialType: SpecialType.System_String }] }:
            case { IsHealthStatus: true } or { IsHealthCheckResult: true }:
            case { SpecialType: SpecialType.System_Void }:
            case INamedTypeSymbol { IsTask: true, Arity: 0 } when method.ReturnType.TaskResult is null:
                break;
            case { IsOpen: true } when method.IsGenericMethod || method.ContainingType.IsGenericType:
                // The type parameter is the mistake, and HP003 or HP004 reports it.
                break;
            case INamedTypeSymbol { IsTupleType: true }:
                problems.Add(Rules.TupleShape, Squiggles.Result(method), method.ForPeople, method.ReturnType.ForPeople);
                break;
            case { IsSequence: true }:
                problems.Add(Rules.Sequence, Squiggles.Result(method), method.ForPeople, method.ReturnType.ForPeople);
                break;
            default:
                problems.Add(Rules.CheckReturnType, Squiggles.Result(method), method.ForPeople, method.ReturnType.ForPeople);
                break;
        }
    }
}
