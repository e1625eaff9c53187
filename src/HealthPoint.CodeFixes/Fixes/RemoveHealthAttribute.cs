using HealthPoint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;

namespace HealthPoint.CodeFixes.Fixes;

/// <summary>Unmarks what is or should be no check.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveHealthAttribute))]
internal sealed class RemoveHealthAttribute() : CodeFix("Remove the attribute", "HP001", "HP012", "HP050")
{
    protected override async Task FixAsync(Place place, Edits edits)
    {
        // What is no check by its kind is none by any attribute; the rules tell it once.
        IEnumerable<SyntaxNode> parts = place.Ancestor<AttributeSyntax>()?.Parent?.Parent is { } owner and not BaseTypeDeclarationSyntax ? [owner] : [];
        parts = place.MethodSymbol?.Declarations ?? parts;
        edits.RemoveAttributes(await place.OurAttributesAsync(parts).ConfigureAwait(false));
    }
}
