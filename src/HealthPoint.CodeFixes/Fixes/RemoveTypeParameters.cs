using HealthPoint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HealthPoint.CodeFixes.Fixes;

/// <summary>Makes a method ordinary that is generic for nothing.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveTypeParameters))]
internal sealed class RemoveTypeParameters() : CodeFix("Remove the unused type parameters", "HP003")
{
    protected override async Task FixAsync(Place place, Edits edits)
    {
        if (place.MethodSymbol is not { IsBound: false } method || await place.CallsAsync(method).ConfigureAwait(false) is not { Count: 0 })
        {
            return;
        }

        foreach (var part in method.Declarations)
        {
            if (part.TypeParameterList is not { } list || UsesAny(part, list))
            {
                edits.Clear();
                return;
            }

            edits.Remove(part.SyntaxTree, list.Span);
            edits.RemoveWithLines(part.SyntaxTree, part.ConstraintClauses.Select(static clause => clause.Span));
        }
    }

    /// <summary>Whether a type parameter is named anywhere but in its own constraints.</summary>
    private static bool UsesAny(MethodDeclarationSyntax part, TypeParameterListSyntax list) => part
        .DescendantNodes(static node => node is not TypeParameterConstraintClauseSyntax)
        .OfType<IdentifierNameSyntax>()
        .Any(name => list.Parameters.Any(parameter => string.Equals(parameter.Identifier.ValueText, name.Identifier.ValueText, StringComparison.Ordinal)));
}
