using HealthPoint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HealthPoint.CodeFixes.Fixes;

/// <summary>Opens a method and its containers to generated code, and not beyond the assembly.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakeInternal))]
internal sealed class MakeInternal() : CodeFix("Make it internal", "HP005")
{
    protected override Task FixAsync(Place place, Edits edits)
    {
        if (place.Ancestor<MemberDeclarationSyntax>() is { } member)
        {
            edits.TryOpen(place.Model.GetDeclaredSymbol(member, place.Cancellation), place.Model.Compilation);
        }

        return Task.CompletedTask;
    }
}
