using HealthPoint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace HealthPoint.CodeFixes.Fixes;

/// <summary>Returns the value itself.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveRefReturn))]
internal sealed class RemoveRefReturn() : CodeFix("Remove 'ref'", "HP022")
{
    protected override async Task FixAsync(Place place, Edits edits)
    {
        if (place.MethodSymbol is not { } method || !await place.IsAloneAsync(method).ConfigureAwait(false))
        {
            return;
        }

        foreach (var part in method.Declarations)
        {
            if (part.ReturnType is RefTypeSyntax byReference)
            {
                edits.Remove(part.SyntaxTree, TextSpan.FromBounds(byReference.SpanStart, byReference.Type.SpanStart));
            }

            foreach (var returned in part.Returned)
            {
                edits.RemoveTokens(returned
                    .DescendantNodesAndSelf(static node => node is RefExpressionSyntax or ConditionalExpressionSyntax or ParenthesizedExpressionSyntax)
                    .OfType<RefExpressionSyntax>()
                    .Select(static expression => expression.RefKeyword));
            }
        }
    }
}
