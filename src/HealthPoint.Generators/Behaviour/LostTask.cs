using HealthPoint.Generators.Diagnostics;
using HealthPoint.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace HealthPoint.Generators.Behaviour;

/// <summary>A task that no code waits for: HP066.</summary>
internal static class LostTask
{
    public static void Review(CheckBody body)
    {
        foreach (var operation in body.Operations)
        {
            if (Dropped(operation, body) is { } value && Started(value) is { } call)
            {
                body.Report(Rules.LostTask, value.Syntax.GetLocation(), call.TargetMethod.ForPeople);
            }
        }
    }

    /// <summary>The value that no code can reach after the operation.</summary>
    private static IOperation? Dropped(IOperation operation, CheckBody body) => operation switch
    {
        IExpressionStatementOperation { Operation: not IAssignmentOperation } statement => statement.Operation,
        ISimpleAssignmentOperation { Target: IDiscardOperation } discard => discard.Value,
        ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var local } } assignment when !IsRead(local, body) => assignment.Value,
        IVariableDeclaratorOperation { Initializer.Value: { } value, Symbol: var local } when !IsRead(local, body) => value,
        _ => null,
    };

    private static bool IsRead(ILocalSymbol local, CheckBody body) => body.Operations.Any(operation =>
        operation is ILocalReferenceOperation reference
        && SymbolEqualityComparer.Default.Equals(reference.Local, local)
        && !(reference.Parent is ISimpleAssignmentOperation assignment && ReferenceEquals(assignment.Target, reference)));

    /// <summary>The call that began the task; <see langword="null"/> where the task existed before the call, or is over.</summary>
    private static IInvocationOperation? Started(IOperation value) => value.Unwrapped switch
    {
        IConditionalAccessOperation conditional => Started(conditional.WhenNotNull),
        IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } task } => Started(task),

        // A continuation only watches its task. Where other code keeps that task, nothing is lost.
        IInvocationOperation { TargetMethod.Name: "ContinueWith", Instance: { } task } => Started(task),
        IInvocationOperation { TargetMethod: { Name: "FromResult" or "FromException" or "FromCanceled", ContainingType.IsTask: true } } => null,

        // A method that hands out values of any type, as a dictionary or a queue does, has begun no task.
        IInvocationOperation { TargetMethod.OriginalDefinition.ReturnType.TypeKind: TypeKind.TypeParameter } => null,
        IInvocationOperation { Type.IsTask: true } call => call,
        _ => null,
    };
}
