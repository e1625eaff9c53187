using HealthPoint.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HealthPoint.CodeFixes.Editing;

/// <summary>Who may name a member, and what the member itself names.</summary>
internal static class Access
{
    extension(Edits edits)
    {
        /// <summary>Opens a member and its containers to the assembly, where what they speak of can be seen there too.</summary>
        /// <returns>Whether that is possible.</returns>
        public bool TryOpen(ISymbol? symbol, Compilation compilation)
        {
            var hidden = new List<ISymbol>();
            for (; symbol is not null; symbol = symbol.ContainingType)
            {
                if (symbol.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal)
                {
                    hidden.Add(symbol);
                }
            }

            if (!hidden.TrueForAll(IsOpenable))
            {
                return false;
            }

            hidden.ForEach(edits.Open);
            return true;

            bool IsOpenable(ISymbol opened) =>
                !(opened is IMethodSymbol && (opened.IsVirtual || opened.IsAbstract || opened.IsOverride))
                && TypesIn(opened).All(type => !type.Has(IsLeftHidden));

            bool IsLeftHidden(ITypeSymbol type) =>
                type is INamedTypeSymbol { IsTupleType: false } named
                && !compilation.IsSymbolAccessibleWithin(named.OriginalDefinition, compilation.Assembly)
                && !hidden.Contains(named.OriginalDefinition, SymbolEqualityComparer.Default);
        }

        /// <summary>Makes a member internal, in all its parts; what derived types see they go on seeing.</summary>
        public void Open(ISymbol symbol)
        {
            var parts = symbol is IMethodSymbol method
                ? method.Declarations.ToList<MemberDeclarationSyntax>()
                : [.. symbol.DeclaringSyntaxReferences.Select(static reference => reference.GetSyntax()).OfType<MemberDeclarationSyntax>()];
            var said = parts.Where(static part => part.Modifiers.Any(static modifier => modifier.IsAccess)).ToList();
            foreach (var part in said.Count > 0 ? said : parts)
            {
                var access = part.Modifiers.Where(static modifier => modifier.IsAccess).ToList();
                switch (access)
                {
                    case []:
                        edits.Insert(part.SyntaxTree, part.BehindAccess, "internal ");
                        break;
                    case [var only] when only.IsKind(SyntaxKind.ProtectedKeyword):
                        edits.Insert(part.SyntaxTree, only.Span.End, " internal");
                        break;
                    default:
                        edits.Replace(part.SyntaxTree, access[0].Span, "internal");
                        edits.RemoveTokens(access.Skip(1));
                        break;
                }
            }
        }
    }

    extension(SyntaxToken token)
    {
        public bool IsAccess =>
            token.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.ProtectedKeyword or SyntaxKind.InternalKeyword or SyntaxKind.PrivateKeyword;
    }

    extension(MemberDeclarationSyntax member)
    {
        /// <summary>Where the modifiers begin that say more than the accessibility.</summary>
        public int BehindAccess
        {
            get
            {
                foreach (var modifier in member.Modifiers)
                {
                    if (!modifier.IsAccess)
                    {
                        return modifier.SpanStart;
                    }
                }

                return member switch
                {
                    MethodDeclarationSyntax method => method.ReturnType.SpanStart,
                    TypeDeclarationSyntax type => type.Keyword.SpanStart,
                    _ => member.SpanStart,
                };
            }
        }
    }

    /// <summary>The types in the signature of a member, or in those of a type's members that can be seen from outside.</summary>
    private static IEnumerable<ITypeSymbol> TypesIn(ISymbol symbol) => symbol switch
    {
        IMethodSymbol method => method.Parameters.Select(static parameter => parameter.Type).Append(method.ReturnType),
        IPropertySymbol property => property.Parameters.Select(static parameter => parameter.Type).Append(property.Type),
        IFieldSymbol field => [field.Type],
        IEventSymbol raised => [raised.Type],
        INamedTypeSymbol type => type.GetMembers()
            .Where(static member => member.DeclaredAccessibility is not Accessibility.Private && member is not INamedTypeSymbol)
            .SelectMany(TypesIn)
            .Concat(type.BaseType is { } ancestor ? [ancestor] : []),
        _ => [],
    };
}
