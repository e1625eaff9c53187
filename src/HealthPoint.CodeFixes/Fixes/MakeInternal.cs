using HealthPoint.CodeFixes.Editing;
using HealthPoint.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;

namespace HealthPoint.CodeFixes.Fixes;

/// <summary>Opens a method and its containers to generated code, and to nobody outside of the assembly.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakeInternal))]
internal sealed class MakeInternal() : CodeFix("Make it internal", "HP005")
{
    protected override Task FixAsync(Place place, Edits edits)
    {
        var hidden = new List<ISymbol>();
        var symbol = place.Ancestor<MemberDeclarationSyntax>() is { } member ? place.Model.GetDeclaredSymbol(member, place.Cancellation) : null;
        for (; symbol is not null; symbol = symbol.ContainingType)
        {
            if (symbol.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal)
            {
                hidden.Add(symbol);
            }
        }

        var isPossible = hidden.TrueForAll(opened => opened is not { IsVirtual: true } and not { IsAbstract: true, Kind: SymbolKind.Method } and not { IsOverride: true }
            && opened.Mentioned.All(type => !type.Has(part => IsHidden(part, place) && !hidden.Contains(part.OriginalDefinition, SymbolEqualityComparer.Default))));
        if (isPossible)
        {
            foreach (var opened in hidden)
            {
                edits.Open(opened);
            }
        }

        return Task.CompletedTask;
    }

    private static bool IsHidden(ITypeSymbol type, Place place) =>
        type is INamedTypeSymbol { IsTupleType: false } named
        && !place.Model.Compilation.IsSymbolAccessibleWithin(named.OriginalDefinition, place.Model.Compilation.Assembly);
}
