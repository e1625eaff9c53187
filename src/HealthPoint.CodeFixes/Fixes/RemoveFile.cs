using HealthPoint.CodeFixes.Editing;
using HealthPoint.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HealthPoint.CodeFixes.Fixes;

/// <summary>Lets generated code, which is another file, see the type.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveFile))]
internal sealed class RemoveFile() : CodeFix("Remove 'file'", "HP006")
{
    protected override Task FixAsync(Place place, Edits edits)
    {
        // Without the modifier the type must not clash with another, nor speak of one that stays in its file.
        if (place.Ancestor<BaseTypeDeclarationSyntax>() is { } declaration
            && place.Model.GetDeclaredSymbol(declaration, place.Cancellation) is INamedTypeSymbol { IsFileLocal: true } type
            && type.ContainingNamespace.GetTypeMembers(type.Name, type.Arity).Length == 1
            && type.MentionedInAll.All(mentioned => !mentioned.Has(part => part is INamedTypeSymbol { IsFileLocal: true } && !SymbolEqualityComparer.Default.Equals(part, type))))
        {
            foreach (var reference in type.DeclaringSyntaxReferences)
            {
                edits.RemoveTokens(((MemberDeclarationSyntax)reference.GetSyntax(place.Cancellation)).Modifiers.Where(static modifier => modifier.IsKind(SyntaxKind.FileKeyword)));
            }
        }

        return Task.CompletedTask;
    }
}
