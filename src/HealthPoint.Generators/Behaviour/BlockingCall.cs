using HealthPoint.Generators.Diagnostics;
using HealthPoint.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace HealthPoint.Generators.Behaviour;

/// <summary>A thread that waits for a task or a time: HP053.</summary>
internal static class BlockingCall
{
    public static void Review(CheckBody body)
    {
        foreach (var operation in body.Operations)
        {
            if (Text(operation) is { } text && !IsMatched(operation) && !IsGlance(operation) && !(WaitedFor(operation) is { } task && IsFinished(task, body)))
            {
                body.Report(Rules.BlockingCall, operation.NamePlace, text, (body.Method.IsAsync ? "Await " : "Make the method async, and await ") + (text is "Thread.Sleep" ? "Task.Delay" : "the task"));
            }
        }
    }

    private static string? Text(IOperation operation) => operation switch
    {
        IPropertyReferenceOperation { Property: { Name: "Result", ContainingType.IsTask: true } } => "Result",
        IInvocationOperation { TargetMethod: { Name: "Wait", ContainingType.IsTask: true } } => "Wait()",
        IInvocationOperation { TargetMethod: { Name: "WaitAll" or "WaitAny", ContainingType.IsTask: true } method } => $"Task.{method.Name}",
        IInvocationOperation { TargetMethod.Name: "GetResult" } when WaitedFor(operation) is not null => "GetAwaiter().GetResult()",
        IInvocationOperation { TargetMethod: { Name: "Sleep", ContainingType: var type } } when type.Is("System.Threading", "Thread") => "Thread.Sleep",
        _ => null,
    };

    /// <summary>Whether the call only looks whether the task is over, and returns at once.</summary>
    private static bool IsGlance(IOperation operation) =>
        operation is IInvocationOperation { TargetMethod.Name: "Wait", Arguments: [{ Value.ConstantValue: { HasValue: true, Value: 0 } }, ..] };

    private static IOperation? WaitedFor(IOperation operation) => operation switch
    {
        IPropertyReferenceOperation property => property.Instance,
        IInvocationOperation { TargetMethod.Name: "GetResult", Instance: IInvocationOperation { TargetMethod.Name: "GetAwaiter", Instance: { } awaited } } =>
            awaited is IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } configured } ? configured : awaited.Type?.IsTask == true ? awaited : null,
        IInvocationOperation { TargetMethod.Name: "Wait" } wait => wait.Instance,
        _ => null,
    };

    /// <summary>
    /// Whether a pattern reads the property of the variable or member (<c>task is { IsCompleted: true }</c>), or declares the
    /// variable for the task whose property it reads.
    /// </summary>
    private static bool IsMatched(IOperation asked, ISymbol source)
    {
        if (asked.Parent is not IPropertySubpatternOperation { Parent: IRecursivePatternOperation pattern })
        {
            return false;
        }

        if (SymbolEqualityComparer.Default.Equals(pattern.DeclaredSymbol, source))
        {
            return true;
        }

        var outer = pattern.Parent;
        while (outer is INegatedPatternOperation or IBinaryPatternOperation or ISwitchExpressionArmOperation)
        {
            outer = outer.Parent;
        }

        return outer switch
        {
            IIsPatternOperation match => match.Value.Reads(source),
            ISwitchExpressionOperation choice => choice.Value.Reads(source),
            IPropertySubpatternOperation { Member: { } member } => member.Reads(source),
            _ => false,
        };
    }

    /// <summary>Whether the pattern that reads the result also asks whether the task is over.</summary>
    private static bool IsMatched(IOperation result) =>
        result.Parent is IPropertySubpatternOperation { Parent: IRecursivePatternOperation { PropertySubpatterns: var parts } }
        && parts.Any(static part => part.Member is IPropertyReferenceOperation { Property.Name: "IsCompleted" or "IsCompletedSuccessfully" or "Status" });

    /// <summary>Whether earlier code has seen the task end, so that its result is there.</summary>
    private static bool IsFinished(IOperation task, CheckBody body)
    {
        if (task.Unwrapped is IAwaitOperation)
        {
            // `await Task.WhenAny(…)` gives a task that is over.
            return true;
        }

        if (task.Source is not { } source)
        {
            return false;
        }

        foreach (var operation in body.Operations)
        {
            if (operation.Syntax.SpanStart >= task.Syntax.SpanStart)
            {
                continue;
            }

            var isSeen = operation switch
            {
                IAwaitOperation awaited => awaited.Descendants().Any(part =>
                    part.Reads(source) || (part is IInvocationOperation call && call.IsOfTask("WhenAll", "WhenAny"))),
                IInvocationOperation call when call.IsOfTask("WhenEach", "WhenEach") => true,
                IPropertyReferenceOperation { Property.Name: "IsCompleted" or "IsCompletedSuccessfully" or "Status", Instance: { } asked } => asked.Reads(source) || IsMatched(operation, source),
                IInvocationOperation { TargetMethod.Name: "Wait", Instance: { } waited } => waited.Reads(source),
                IInvocationOperation call when call.IsOfTask("WaitAll", "WaitAny") => true,
                IInvocationOperation { TargetMethod.Name: "ContinueWith" } continuation => source is IParameterSymbol
                    && continuation.Descendants().OfType<IAnonymousFunctionOperation>().Any(function => SymbolEqualityComparer.Default.Equals(function.Symbol, source.ContainingSymbol)),
                _ => false,
            };
            if (isSeen)
            {
                return true;
            }
        }

        return false;
    }
}
