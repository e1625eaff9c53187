using HealthPoint.CodeFixes.Editing;
using HealthPoint.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HealthPoint.CodeFixes.Fixes;

/// <summary>Puts the verdict before its detail, in the type and in all that is returned.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SwapTuple))]
internal sealed class SwapTuple() : CodeFix("Swap the elements", "HP024")
{
    protected override async Task FixAsync(Place place, Edits edits)
    {
        if (place.MethodSymbol is not { Implementation: { } code } method
            || (method.ReturnType.TaskResult ?? method.ReturnType) is not INamedTypeSymbol { TupleElements: [{ Type.SpecialType: SpecialType.System_String }, { Type.SpecialType: SpecialType.System_Boolean }] }
            || !code.Returned.All(IsSwappable)
            || !await place.IsAloneAsync(method).ConfigureAwait(false)
            || method.Declarations.Any(static part => part.ReturnType.Result is not TupleTypeSyntax))
        {
            return;
        }

        foreach (var part in method.Declarations)
        {
            var elements = ((TupleTypeSyntax)part.ReturnType.Result).Elements;
            Swap(elements[0], elements[1], edits);
        }

        foreach (var literal in code.Returned.SelectMany(Literals))
        {
            Swap(literal.Arguments[0], literal.Arguments[1], edits);
        }
    }

    private static void Swap(SyntaxNode first, SyntaxNode second, Edits edits)
    {
        edits.Replace(first, second.ToString());
        edits.Replace(second, first.ToString());
    }

    private static bool IsSwappable(ExpressionSyntax returned) => Parts(returned) is { } parts
        ? parts.All(IsSwappable)
        : returned is TupleExpressionSyntax or ThrowExpressionSyntax or LiteralExpressionSyntax { RawKind: (int)SyntaxKind.DefaultLiteralExpression };

    private static IEnumerable<TupleExpressionSyntax> Literals(ExpressionSyntax returned) => Parts(returned) is { } parts
        ? parts.SelectMany(Literals)
        : returned is TupleExpressionSyntax literal ? [literal] : [];

    /// <summary>The expressions one of which is the result; none where the expression is the result itself.</summary>
    private static IEnumerable<ExpressionSyntax>? Parts(ExpressionSyntax expression) => expression switch
    {
        ParenthesizedExpressionSyntax inner => [inner.Expression],
        ConditionalExpressionSyntax choice => [choice.WhenTrue, choice.WhenFalse],
        SwitchExpressionSyntax choice => choice.Arms.Select(static arm => arm.Expression),
        InvocationExpressionSyntax
        {
            Expression: MemberAccessExpressionSyntax
            {
                Expression: IdentifierNameSyntax { Identifier.ValueText: "Task" or "ValueTask" },
                Name: IdentifierNameSyntax { Identifier.ValueText: "FromResult" },
            },
            ArgumentList.Arguments: [var result],
        } => [result.Expression],
        ImplicitObjectCreationExpressionSyntax { ArgumentList.Arguments: [var result], Initializer: null } => [result.Expression],
        _ => null,
    };
}
