using HealthPoint.Generators.Diagnostics;
using HealthPoint.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace HealthPoint.Generators.Behaviour;

/// <summary>An asynchronous method that cannot be stopped: HP036.</summary>
internal static class MissingToken
{
    public static void Review(CheckBody body)
    {
        if (body.Method.ReturnType.IsTask
            && !body.Method.Parameters.Any(static parameter => parameter.Type.IsCancellationToken)
            && !IsFinishedAtOnce(body)
            && !body.IsBoundByContract)
        {
            body.Report(Rules.MissingToken);
        }
    }

    /// <summary>Whether every task that the method returns is already over, so that there is nothing to stop.</summary>
    private static bool IsFinishedAtOnce(CheckBody body) =>
        body is { Method.IsAsync: false, Block: { } block }
        && block.Own.OfType<IReturnOperation>().All(static result => result.ReturnedValue is not { } value || IsFinished(value));

    private static bool IsFinished(IOperation task) => task.Unwrapped switch
    {
        IConditionalOperation { WhenFalse: { } other } choice => IsFinished(choice.WhenTrue) && IsFinished(other),
        ISwitchExpressionOperation choice => choice.Arms.All(static arm => IsFinished(arm.Value)),
        IThrowOperation => true,

        // The verdict was found in the task, so the task only wraps it.
        var other => other.IsFinishedTask || !ReferenceEquals(other.Verdict, other),
    };
}
