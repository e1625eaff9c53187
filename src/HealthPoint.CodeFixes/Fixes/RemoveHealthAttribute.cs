using HealthPoint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HealthPoint.CodeFixes.Fixes;

/// <summary>Unmarks what is or should be no check.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveHealthAttribute))]
internal sealed class RemoveHealthAttribute() : CodeFix("Remove the attribute", "HP001", "HP012", "HP050")
{
    protected override async Task FixAsync(Place place, Edits edits)
    {
        if (place.Diagnostic.Id is not "HP001" && place.Ancestor<AttributeSyntax>() is { } attribute && await place.IsOursAsync(attribute).ConfigureAwait(false))
        {
            edits.RemoveAttributes([attribute]);
            return;
        }

        // What is no method by its kind is no check by any attribute, and the rule tells of the first alone.
        IEnumerable<SyntaxNode> owners = place.MethodSymbol?.Declarations is { } parts ? parts
            : place.Ancestor<AttributeSyntax>()?.Parent?.Parent is { } owner and not BaseTypeDeclarationSyntax ? [owner]
            : [];
        edits.RemoveAttributes(await place.OurAttributesAsync(owners).ConfigureAwait(false));
    }
}
