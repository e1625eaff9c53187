using HealthPoint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace HealthPoint.CodeFixes.Fixes;

/// <summary>Makes a property that only returns something a method, and follows with its uses.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(GetterToMethod))]
internal sealed class GetterToMethod() : CodeFix("Make the property a method", "HP001")
{
    protected override async Task FixAsync(Place place, Edits edits)
    {
        if (place.Ancestor<AttributeSyntax>()?.Parent?.Parent is not AccessorDeclarationSyntax { RawKind: (int)SyntaxKind.GetAccessorDeclaration } getter
            || getter is { Body: null, ExpressionBody: null }
            || getter.Parent?.Parent is not PropertyDeclarationSyntax { AccessorList.Accessors.Count: 1, ExplicitInterfaceSpecifier: null, Initializer: null, AttributeLists.Count: 0, ContainsDirectives: false } property
            || property.Type is RefTypeSyntax
            || place.Model.GetDeclaredSymbol(property, place.Cancellation) is not IPropertySymbol { IsVirtual: false, IsAbstract: false, IsOverride: false } symbol
            || property.Modifiers.Any(SyntaxKind.PartialKeyword)
            || IsFromInterface(symbol)
            || HasCommentBetween(property, getter))
        {
            return;
        }

        foreach (var use in await place.UsesAsync(symbol).ConfigureAwait(false))
        {
            if (use.Parent is NameColonSyntax or ExpressionColonSyntax)
            {
                edits.Clear();
                return;
            }

            edits.Insert(use.SyntaxTree, use.Span.End, "()");
        }

        var tree = property.SyntaxTree;
        var code = (SyntaxNode?)getter.Body ?? getter.ExpressionBody!;
        var from = tree.IndentationAt(code.SpanStart);
        var to = tree.IndentationAt(property.SpanStart);
        var span = TextSpan.FromBounds(code.SpanStart, getter.Span.End);
        foreach (var list in getter.AttributeLists)
        {
            edits.AddAttribute(property, list.Attributes.ToString());
        }

        var separator = tree.BeginsLine(code.SpanStart) ? tree.NewLine + to : " ";
        edits.Replace(tree, TextSpan.FromBounds(property.Identifier.Span.End, property.Span.End), $"(){separator}{property.Indented(span, from, to)}");
    }

    private static bool IsFromInterface(IPropertySymbol property) =>
        property.ContainingType.AllInterfaces.Any(contract => contract.GetMembers(property.Name).Any(member =>
            SymbolEqualityComparer.Default.Equals(property.ContainingType.FindImplementationForInterfaceMember(member), property)));

    private static bool HasCommentBetween(PropertyDeclarationSyntax property, AccessorDeclarationSyntax getter)
    {
        var code = (SyntaxNode?)getter.Body ?? getter.ExpressionBody!;
        return property.DescendantTrivia().Any(trivia =>
            !trivia.IsKind(SyntaxKind.WhitespaceTrivia)
            && !trivia.IsKind(SyntaxKind.EndOfLineTrivia)
            && trivia.SpanStart > property.Identifier.SpanStart
            && (trivia.SpanStart < code.SpanStart || trivia.SpanStart > getter.Span.End));
    }
}
