using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace HealthPoint.Generators.Symbols;

/// <summary>Names of symbols: for comparing, for people, and for generated code.</summary>
internal static class NameExtensions
{
    // The nullable modifiers of type arguments are kept: `IRepository<string?>` is not `IRepository<string>`.
    private static readonly SymbolDisplayFormat CodeFormat =
        SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(
            SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private static readonly SymbolDisplayFormat PeopleFormat =
        SymbolDisplayFormat.CSharpShortErrorMessageFormat;

    extension(INamespaceSymbol? scope)
    {
        /// <summary>Whether this is the namespace <paramref name="path"/>, compared without building a string.</summary>
        public bool Is(string path)
        {
            for (var end = path.Length; scope is { IsGlobalNamespace: false }; scope = scope.ContainingNamespace)
            {
                var start = path.LastIndexOf('.', end - 1) + 1;
                if (scope.Name.Length != end - start
                    || string.CompareOrdinal(path, start, scope.Name, 0, scope.Name.Length) != 0)
                {
                    return false;
                }

                if (start == 0)
                {
                    return scope.ContainingNamespace is { IsGlobalNamespace: true };
                }

                end = start - 1;
            }

            return false;
        }
    }

    extension(ITypeSymbol type)
    {
        /// <summary>Whether this is the type of that name, which is neither nested nor generic.</summary>
        public bool Is(string scope, string name) =>
            type is INamedTypeSymbol { Arity: 0, ContainingType: null } && type.IsNamed(scope, name);

        /// <summary>Whether this is a type of that name, however many type parameters it has.</summary>
        public bool IsNamed(string scope, string name) =>
            string.Equals(type.Name, name, StringComparison.Ordinal) && type.ContainingNamespace.Is(scope);

        /// <summary>The type in C#: <c>global::Shop.Db</c>. Its own <c>?</c> is dropped, since it says nothing about a service.</summary>
        public string InCode => type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(CodeFormat);
    }

    extension(ISymbol symbol)
    {
        /// <summary>As compilers write it in messages: <c>Health.UserSignup</c>, <c>Task&lt;string&gt;</c>.</summary>
        public string ForPeople =>
            symbol is IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation } method
                ? $"{method.ContainingType.ToDisplayString(PeopleFormat)}.{method.Name.Substring(method.Name.LastIndexOf('.') + 1)}"
                : symbol.ToDisplayString(PeopleFormat);

        /// <summary><c>Namespace.Type.Method</c>, with nested types joined by a dot, and without any <c>@</c>.</summary>
        public string DottedName
        {
            get
            {
                var name = symbol.Name;
                ISymbol? outer = symbol.ContainingType;
                for (outer ??= symbol.ContainingNamespace; outer is not (null or INamespaceSymbol { IsGlobalNamespace: true });)
                {
                    name = $"{outer.Name}.{name}";
                    outer = outer.ContainingType ?? (ISymbol?)outer.ContainingNamespace;
                }

                return name;
            }
        }

        /// <summary>The symbol's own name in C#, with an <c>@</c> where it is a keyword anywhere.</summary>
        public string Escaped =>
            SyntaxFacts.GetKeywordKind(symbol.Name) == SyntaxKind.None
            && SyntaxFacts.GetContextualKeywordKind(symbol.Name) == SyntaxKind.None
                ? symbol.Name
                : $"@{symbol.Name}";
    }
}
