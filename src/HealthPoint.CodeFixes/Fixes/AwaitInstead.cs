using HealthPoint.CodeFixes.Editing;
using HealthPoint.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace HealthPoint.CodeFixes.Fixes;

/// <summary>Awaits what a thread would be blocked for, in a method that becomes asynchronous for that.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AwaitInstead))]
internal sealed class AwaitInstead() : CodeFix("Wait without blocking", "HP053")
{
    protected override async Task FixAsync(Place place, Edits edits)
    {
        if (place.MethodSymbol is not { } method
            || method.Implementation is not { } code
            || code.Modifiers.Any(SyntaxKind.UnsafeKeyword)
            || HoldsSpan(code, place)
            || code.SyntaxTree != place.Root.SyntaxTree
            || !place.Token.Parent!.AncestorsAndSelf().TakeWhile(node => node != code).All(MayAwait)
            || (!code.IsAsync && !await TryMakeAsync(method, code, place, edits).ConfigureAwait(false)))
        {
            return;
        }

        var blocking = place.Token.Parent!.AncestorsAndSelf()
            .TakeWhile(static node => node is not StatementSyntax)
            .OfType<ExpressionSyntax>()
            .FirstOrDefault(expression => TryAwait(expression, method, place, edits));
        if (blocking is null || IsTaskUnreachable(blocking) || CatchesAggregate(blocking, code, place))
        {
            edits.Clear();
        }
    }

    /// <summary>Whether a variable may live in a stack frame alone, which is gone after an <c>await</c>.</summary>
    private static bool HoldsSpan(MethodDeclarationSyntax code, Place place) => code.DescendantNodes().Any(node =>
        node is VariableDeclaratorSyntax or SingleVariableDesignationSyntax
        && place.Model.GetDeclaredSymbol(node, place.Cancellation) is ILocalSymbol { Type.IsRefLikeType: true });

    /// <summary>Whether the task follows a <c>?.</c>, where nothing can be awaited, or a comment that would be lost.</summary>
    private static bool IsTaskUnreachable(ExpressionSyntax blocking) =>
        blocking.Ancestors().TakeWhile(static node => node is ExpressionSyntax).OfType<ConditionalAccessExpressionSyntax>().Any(access => access.WhenNotNull.Span.Contains(blocking.Span))
        || blocking.DescendantTrivia().Any(trivia =>
            blocking.Span.Contains(trivia.Span) && !trivia.IsKind(SyntaxKind.WhitespaceTrivia) && !trivia.IsKind(SyntaxKind.EndOfLineTrivia));

    /// <summary>Whether a handler catches the exception in which only a blocking call wraps the other one.</summary>
    private static bool CatchesAggregate(ExpressionSyntax blocking, MethodDeclarationSyntax code, Place place) => blocking.Ancestors()
        .TakeWhile(node => node != code)
        .OfType<TryStatementSyntax>()
        .SelectMany(static attempt => attempt.Catches)
        .Any(handler => handler.Declaration is { } caught && place.Model.GetTypeInfo(caught.Type, place.Cancellation).Type?.Name is nameof(AggregateException));

    private static bool MayAwait(SyntaxNode node) => node is not (
        AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or LockStatementSyntax or UnsafeStatementSyntax
        or FixedStatementSyntax or QueryExpressionSyntax or CatchFilterClauseSyntax);

    private static async Task<bool> TryMakeAsync(IMethodSymbol method, MethodDeclarationSyntax code, Place place, Edits edits)
    {
        // A method that hands out tasks has results that are none; an iterator has many.
        if (method.ReturnType.IsTask
            || method.RefKind is not RefKind.None
            || method.Parameters.Any(static parameter => parameter.RefKind is not RefKind.None || parameter.Type.IsRefLikeType)
            || code.OwnNodes.Any(static node => node is YieldStatementSyntax)
            || !await place.IsAloneAsync(method).ConfigureAwait(false))
        {
            return false;
        }

        var partial = code.Modifiers.FirstOrDefault(static modifier => modifier.IsKind(SyntaxKind.PartialKeyword));
        edits.Insert(code.SyntaxTree, partial.IsKind(SyntaxKind.PartialKeyword) ? partial.SpanStart : code.ReturnType.SpanStart, "async ");
        foreach (var part in method.Declarations)
        {
            var task = await place.NameAtAsync(part.SyntaxTree, part.ReturnType.SpanStart, "System.Threading.Tasks", "Task").ConfigureAwait(false);
            edits.Replace(part.ReturnType, method.ReturnsVoid ? task : $"{task}<{part.ReturnType}>");
        }

        return true;
    }

    private static bool TryAwait(ExpressionSyntax expression, IMethodSymbol method, Place place, Edits edits)
    {
        switch (expression)
        {
            case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Result" } result:
                Await(result, result.Expression, edits);
                return true;
            case InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0, Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Wait" } wait } call:
                Await(call, wait.Expression, edits);
                return true;
            case InvocationExpressionSyntax
            {
                ArgumentList.Arguments.Count: 0,
                Expression: MemberAccessExpressionSyntax
                {
                    Name.Identifier.ValueText: "GetResult",
                    Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GetAwaiter" } awaiter },
                },
            } call:
                Await(call, awaiter.Expression, edits);
                return true;
            case InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 1 } arguments, Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Sleep" } sleep } call:
                var task = place.Model.LookupNamespacesAndTypes(call.SpanStart, name: "Task").IsEmpty ? "System.Threading.Tasks.Task" : "Task";
                edits.Replace(sleep, $"await {task}.Delay");
                if (method.Parameters.FirstOrDefault(static parameter => parameter.Type.IsCancellationToken) is { } token)
                {
                    edits.Insert(call.SyntaxTree, arguments[0].Span.End, $", {token.Name}");
                }

                return true;
            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name: { Identifier.ValueText: "WaitAll" } all } access } call
                when place.Model.GetSymbolInfo(call, place.Cancellation).Symbol is IMethodSymbol { ReturnsVoid: true, Parameters.Length: 1 }:
                edits.Insert(call.SyntaxTree, access.SpanStart, "await ");
                edits.Replace(all, "WhenAll");
                return true;
            default:
                return false;
        }
    }

    private static void Await(ExpressionSyntax blocking, ExpressionSyntax task, Edits edits)
    {
        var isPart = blocking.Parent is MemberAccessExpressionSyntax or ConditionalAccessExpressionSyntax or ElementAccessExpressionSyntax or InvocationExpressionSyntax or PostfixUnaryExpressionSyntax;
        edits.Insert(blocking.SyntaxTree, blocking.SpanStart, isPart ? "(await " : "await ");
        edits.Replace(blocking.SyntaxTree, TextSpan.FromBounds(task.Span.End, blocking.Span.End), isPart ? ")" : "");
    }
}
