using System.Collections.Immutable;
using HealthPoint.Generators.Diagnostics;
using HealthPoint.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace HealthPoint.Generators.Behaviour;

/// <summary>A failure that makes a check pass: HP067.</summary>
internal static class SwallowedFailure
{
    // Code that cleans up comes last, and may fail.
    private static readonly string[] Verbs = ["Delete", "Remove", "Dispose", "Close", "Release", "Cancel", "Clean", "Clear", "Unsubscribe"];

    public static void Review(CheckBody body)
    {
        if (body.Block is not { } block)
        {
            return;
        }

        foreach (var attempt in block.Own.OfType<ITryOperation>())
        {
            if (ExpectsFailure(attempt) || TidiesUp(attempt.Body) || !IsAllThereIs(attempt, block))
            {
                continue;
            }

            foreach (var handler in attempt.Catches)
            {
                if (handler.Filter is null && !MayBeGood(handler.ExceptionType) && AnswersHealthy(handler, attempt, block))
                {
                    var place = handler.Syntax is CatchClauseSyntax clause ? clause.CatchKeyword.GetLocation() : handler.Syntax.GetLocation();
                    body.Report(Rules.SwallowedFailure, place, Caught(handler));
                }
            }
        }
    }

    /// <summary>Whether the handler at most reports the failure, and the check passes then.</summary>
    private static bool AnswersHealthy(ICatchClauseOperation handler, ITryOperation attempt, IBlockOperation body)
    {
        var answers = false;
        foreach (var operation in handler.Handler.Own)
        {
            switch (operation)
            {
                case IReturnOperation { ReturnedValue: null or { IsHealthy: true } }:
                    answers = true;
                    break;
                case IConditionalOperation or ISwitchOperation when operation.Own.OfType<IReturnOperation>().Any():
                case IReturnOperation or IThrowOperation or IAwaitOperation or IAssignmentOperation or IBranchOperation or IIncrementOrDecrementOperation:
                case IInvocationOperation call when !IsHarmless(call, handler):
                    // The handler decides, tries again, or leaves a note for later code.
                    return false;
            }
        }

        return answers || PassesAfter(attempt, body);
    }

    /// <summary>Whether the method ends right after the attempt, with a good verdict.</summary>
    private static bool PassesAfter(ITryOperation attempt, IBlockOperation body)
    {
        var index = body.Operations.IndexOf(attempt);
        if (index < 0)
        {
            return false;
        }

        for (index++; index < body.Operations.Length; index++)
        {
            if (body.Operations[index] is not IReturnOperation { ReturnedValue: null or { IsHealthy: true } })
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Whether the attempt is what the check is about: the body tries and judges nothing before it, and it is not one of
    /// many. Otherwise the attempt may well be a part that does not matter.
    /// </summary>
    private static bool IsAllThereIs(ITryOperation attempt, IBlockOperation body)
    {
        for (var outer = attempt.Parent; outer is not null && !ReferenceEquals(outer, body); outer = outer.Parent)
        {
            if (outer is not (IBlockOperation or IUsingOperation or ILockOperation or IConditionalOperation or ITryOperation))
            {
                return false;
            }
        }

        foreach (var operation in body.Own)
        {
            if (operation.Syntax.SpanStart < attempt.Syntax.SpanStart
                && operation is IAwaitOperation or IThrowOperation or IExpressionStatementOperation or IReturnOperation { ReturnedValue: { IsHealthy: false } }
                && !IsTelling(operation))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the check passes only if the attempt fails, as where a server has to turn a stranger away.</summary>
    private static bool ExpectsFailure(ITryOperation attempt) =>
        (attempt.Body.Operations is [.., var last] && Fails(last))
        || (Next(attempt) is { } next && Fails(next) && !attempt.Body.Own.OfType<IReturnOperation>().Any());

    private static bool Fails(IOperation statement) => statement is
        IReturnOperation { ReturnedValue: { IsWritten: true, IsHealthy: false } }
        or IThrowOperation
        or IExpressionStatementOperation { Operation: IThrowOperation };

    /// <summary>The statement that follows in the same block.</summary>
    private static IOperation? Next(IOperation statement) =>
        statement.Parent is IBlockOperation { Operations: var all } && all.IndexOf(statement) + 1 is var next && next < all.Length ? all[next] : null;

    /// <summary>Whether the attempt only removes what other code has left.</summary>
    private static bool TidiesUp(IBlockOperation attempt)
    {
        var calls = attempt.Own.OfType<IInvocationOperation>().ToList();
        return calls.Count > 0 && calls.TrueForAll(static call => Verbs.Any(verb => call.TargetMethod.Name.StartsWith(verb, StringComparison.Ordinal)));
    }

    /// <summary>Whether the exception may be good news: something is not there, or not on this system.</summary>
    private static bool MayBeGood(ITypeSymbol exception) =>
        exception.Name.Contains("NotFound") || exception.Name.Contains("NotSupported") || exception.Name.Contains("NotImplemented")
        || exception.Name.Contains("Exists") || exception.Name.Contains("Duplicate") || exception.Name.Contains("Conflict");

    private static bool IsHarmless(IInvocationOperation call, ICatchClauseOperation handler) =>
        call.TargetMethod.Attribute("System.Diagnostics.CodeAnalysis", "DoesNotReturnAttribute") is null && IsHarmless(call, handler.Locals);

    private static bool IsHarmless(IInvocationOperation call, ImmutableArray<ILocalSymbol> caught) =>
        call.IsOfTask("FromResult", "FromResult")
        || call.TargetMethod.ContainingType.IsHealthCheckResult
        || call.TargetMethod.ContainingType.SpecialType is SpecialType.System_String
        || IsTelling(call)
        || call.Descendants().Any(operation =>
            operation is ILocalReferenceOperation local && caught.Contains(local.Local, SymbolEqualityComparer.Default));

    /// <summary>Whether the operation reports something: a line in a log, or a count.</summary>
    private static bool IsTelling(IOperation operation) => operation switch
    {
        IExpressionStatementOperation statement => IsTelling(statement.Operation),
        IConditionalAccessOperation access => IsTelling(access.WhenNotNull),
        IInvocationOperation { TargetMethod: { } method } =>
            method.Name.StartsWith("Log", StringComparison.Ordinal)
            || method.Name.StartsWith("Write", StringComparison.Ordinal)
            || method.ContainingNamespace.Is("System.Diagnostics")
            || method.ContainingNamespace.Is("System.Diagnostics.Metrics"),
        _ => false,
    };

    private static string Caught(ICatchClauseOperation handler) =>
        handler.ExceptionType is { SpecialType: not SpecialType.System_Object, Name: not "Exception" } type ? $"'{type.ForPeople}'" : "every exception";
}
