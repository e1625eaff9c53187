using HealthPoint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace HealthPoint.CodeFixes.Fixes;

/// <summary>Makes a member of an extension block a classic extension method.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MoveOutOfExtension))]
internal sealed class MoveOutOfExtension() : CodeFix("Make it an ordinary static method", "HP009")
{
    protected override async Task FixAsync(Place place, Edits edits)
    {
        // To Roslyn 4.8 the block is a type without a name.
        if (place.MethodSymbol is not { } symbol
            || place.Method is not { Parent: TypeDeclarationSyntax { TypeParameterList: null, ParameterList.Parameters: [var receiver] } block } method
            || method.ContainsDirectives
            || (symbol.IsStatic && (await place.UsesAsync(symbol).ConfigureAwait(false)).Count > 0))
        {
            return;
        }

        var separator = method.ParameterList.Parameters.Count > 0 ? ", " : "";
        var text = method.Indented(
            method.WithComments,
            method.SyntaxTree.IndentationAt(method.SpanStart),
            method.SyntaxTree.IndentationAt(block.SpanStart),
            symbol.IsStatic ? [] : [(method.BehindAccess, "static "), (method.ParameterList.OpenParenToken.Span.End, $"this {receiver}{separator}")]);
        if (block.Members.Count == 1)
        {
            edits.Replace(block.SyntaxTree, TextSpan.FromBounds(block.SpanStart, block.Span.End), text);
        }
        else
        {
            edits.RemoveBlock(method);
            edits.InsertBehind(block, text);
        }
    }
}
