using HealthPoint.CodeFixes.Editing;
using HealthPoint.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HealthPoint.CodeFixes.Fixes;

/// <summary>Lets a check be called by its method.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DropName))]
internal sealed class DropName() : CodeFix("Use the name of the method", "HP040")
{
    protected override Task FixAsync(Place place, Edits edits)
    {
        if (place.MethodSymbol is { DottedName: { IsValidName: true } }
            && place.Ancestor<AttributeArgumentSyntax>() is { NameEquals: null } argument)
        {
            edits.RemoveArgument(argument);
        }

        return Task.CompletedTask;
    }
}
