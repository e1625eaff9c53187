using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HealthPoint.CodeFixes.Editing;

/// <summary>What the fixes ask of an expression.</summary>
internal static class Expressions
{
    extension(ExpressionSyntax expression)
    {
        /// <summary>Whether the expression needs no parentheses before an operator.</summary>
        public bool IsSimple => expression is
            NameSyntax or LiteralExpressionSyntax or ParenthesizedExpressionSyntax or MemberAccessExpressionSyntax
            or InvocationExpressionSyntax or ElementAccessExpressionSyntax or ConditionalAccessExpressionSyntax or AwaitExpressionSyntax
            or BaseObjectCreationExpressionSyntax;

        /// <summary>Whether the expression stands where something is put into it.</summary>
        public bool IsWritten => expression.Parent switch
        {
            AssignmentExpressionSyntax assignment => assignment.Left == expression,
            ArgumentSyntax { RefKindKeyword.RawKind: not 0 } => true,
            PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression or (int)SyntaxKind.AddressOfExpression } => true,
            PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostIncrementExpression or (int)SyntaxKind.PostDecrementExpression } => true,
            RefExpressionSyntax => true,
            _ => false,
        };
    }
}
