using HealthPoint.CodeFixes.Editing;
using HealthPoint.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HealthPoint.CodeFixes.Fixes;

/// <summary>Replaces what a name cannot hold.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MendName))]
internal sealed class MendName() : CodeFix("Mend the name", "HP040")
{
    protected override Task FixAsync(Place place, Edits edits)
    {
        if (place.MethodSymbol is { } method
            && place.Ancestor<AttributeSyntax>() is { } attribute
            && (place.WrittenName(attribute) ?? method.DottedName).Mended is { IsValidName: true } name)
        {
            edits.WriteName(attribute, name);
        }

        return Task.CompletedTask;
    }
}
