using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HealthPoint.CodeFixes.Editing;

/// <summary>What the fixes ask of a method.</summary>
internal static class Methods
{
    extension(IMethodSymbol method)
    {
        /// <summary>Its declarations: two of a partial method.</summary>
        public IEnumerable<MethodDeclarationSyntax> Declarations
        {
            get
            {
                var first = method.PartialDefinitionPart ?? method;
                foreach (var part in (IMethodSymbol?[])[first, first.PartialImplementationPart])
                {
                    foreach (var reference in part?.DeclaringSyntaxReferences ?? ImmutableArray<SyntaxReference>.Empty)
                    {
                        if (reference.GetSyntax() is MethodDeclarationSyntax declaration)
                        {
                            yield return declaration;
                        }
                    }
                }
            }
        }

        /// <summary>The declaration with the code.</summary>
        public MethodDeclarationSyntax? Implementation =>
            method.Declarations.FirstOrDefault(static declaration => declaration.Code is not null);

        /// <summary>Whether other types have a say in its signature.</summary>
        public bool IsBound =>
            method.IsVirtual
            || method.IsAbstract
            || method.IsOverride
            || method.ContainingType.AllInterfaces.Any(contract => contract.GetMembers().Any(member =>
                SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(member), method)));
    }

    extension(MethodDeclarationSyntax declaration)
    {
        public SyntaxNode? Code => (SyntaxNode?)declaration.Body ?? declaration.ExpressionBody?.Expression;

        /// <summary>The nodes of the code, without those of functions inside of it.</summary>
        public IEnumerable<SyntaxNode> OwnNodes =>
            declaration.Code?.DescendantNodesAndSelf(static node =>
                node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)) ?? [];

        /// <summary>What the method returns.</summary>
        public IEnumerable<ExpressionSyntax> Returned => declaration.ExpressionBody is { } body
            ? [body.Expression]
            : declaration.OwnNodes.OfType<ReturnStatementSyntax>()
                .Select(static statement => statement.Expression)
                .OfType<ExpressionSyntax>();

        public bool IsAsync => declaration.Modifiers.Any(SyntaxKind.AsyncKeyword);
    }

    extension(TypeSyntax type)
    {
        /// <summary>The <c>T</c> of a <c>Task&lt;T&gt;</c>, else the type itself.</summary>
        public TypeSyntax Result
        {
            get
            {
                var name = type is NullableTypeSyntax nullable ? nullable.ElementType : type;
                while (name is QualifiedNameSyntax or AliasQualifiedNameSyntax)
                {
                    name = name is QualifiedNameSyntax qualified ? qualified.Right : ((AliasQualifiedNameSyntax)name).Name;
                }

                return name is GenericNameSyntax { Identifier.ValueText: "Task" or "ValueTask", TypeArgumentList.Arguments: [var result] }
                    ? result
                    : type;
            }
        }
    }

    extension(SemanticModel model)
    {
        /// <summary>The names in a node that mean a symbol.</summary>
        public IEnumerable<IdentifierNameSyntax> UsesOf(ISymbol symbol, SyntaxNode? node, CancellationToken cancellation) =>
            node?.DescendantNodesAndSelf()
                .OfType<IdentifierNameSyntax>()
                .Where(name => string.Equals(name.Identifier.ValueText, symbol.Name, StringComparison.Ordinal)
                    && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, cancellation).Symbol, symbol)) ?? [];
    }

    extension(SyntaxNode node)
    {
        public bool IsInNameof => node.Ancestors().Any(static ancestor =>
            ancestor is InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } });
    }
}
