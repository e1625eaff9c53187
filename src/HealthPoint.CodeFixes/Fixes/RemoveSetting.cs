using HealthPoint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HealthPoint.CodeFixes.Fixes;

/// <summary>Leaves a number to the application.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveSetting))]
internal sealed class RemoveSetting() : CodeFix("Remove the argument", "HP042")
{
    protected override Task FixAsync(Place place, Edits edits)
    {
        if (place.Ancestor<AttributeArgumentSyntax>() is { } argument)
        {
            edits.RemoveArgument(argument);
        }

        return Task.CompletedTask;
    }
}
