using HealthPoint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace HealthPoint.CodeFixes.Fixes;

/// <summary>Frees a method that needs no instance of having one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakeStatic))]
internal sealed class MakeStatic() : CodeFix("Make the method static", "HP007", "HP054")
{
    protected override async Task FixAsync(Place place, Edits edits)
    {
        if (place.MethodSymbol is not { IsStatic: false, IsBound: false } method
            || method.Implementation is not { } implementation
            || UsesInstance((await place.ModelAsync(implementation.SyntaxTree).ConfigureAwait(false)).GetOperation(implementation, place.Cancellation))
            || await place.UsesAsync(method).ConfigureAwait(false) is not { } uses
            || !uses.TrueForAll(static use => use.Qualified is IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax }))
        {
            return;
        }

        foreach (var part in method.Declarations)
        {
            edits.Insert(part.SyntaxTree, part.BehindAccess, "static ");
            edits.RemoveTokens(part.Modifiers.Where(static modifier => modifier.IsKind(SyntaxKind.ReadOnlyKeyword)));
        }

        foreach (var use in uses)
        {
            edits.Remove(use.SyntaxTree, TextSpan.FromBounds(use.Qualified.SpanStart, use.SpanStart));
        }
    }

    private static bool UsesInstance(IOperation? code) => code is null || code.Descendants().Any(static part => !part.Syntax.IsInNameof && part
        is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance }
        or IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } });
}
