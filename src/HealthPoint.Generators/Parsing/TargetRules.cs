using HealthPoint.Generators.Diagnostics;
using HealthPoint.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace HealthPoint.Generators.Parsing;

/// <summary>Which methods generated code can call: HP001 to HP011.</summary>
internal static class TargetRules
{
    /// <summary>Reviews the method and its containers.</summary>
    /// <returns>Whether the rest of the signature is worth reading.</returns>
    public static bool Review(
        IMethodSymbol method, MemberKind kind, AttributeData attribute, Compilation compilation, Problems problems)
    {
        // A member that is no method at all gets only this one diagnostic, since its signature is not the mistake.
        switch (method)
        {
            case { MethodKind: MethodKind.LocalFunction }:
                problems.Add(Rules.LocalFunction, Squiggles.Attribute(attribute), $"The local function '{method.Name}'");
                return false;
            case { MethodKind: MethodKind.AnonymousFunction }:
                problems.Add(Rules.LocalFunction, Squiggles.Attribute(attribute), "The lambda expression");
                return false;
            case { MethodKind: MethodKind.ExplicitInterfaceImplementation }:
                problems.Add(Rules.ExplicitImplementation, Squiggles.ExplicitInterface(method), method.ForPeople);
                return false;
            case { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor }:
                // The attribute's usage forbids it, and the compiler reports that: CS0592.
                problems.LeaveToCompiler();
                return false;
            case { MethodKind: not MethodKind.Ordinary }:
                problems.Add(Rules.NotOrdinary, Squiggles.Attribute(attribute), method.ForPeople, Kind(method), kind.Noun);
                return false;
            case { ContainingType.IsExtensionBlock: true }:
                problems.Add(Rules.ExtensionMember, Squiggles.Attribute(attribute), method.Name);
                return false;
        }

        if (method.IsGenericMethod)
        {
            problems.Add(Rules.GenericMethod, Squiggles.TypeParameters(method), method.ForPeople);
        }

        ReviewContainers(method, compilation, problems);
        ReviewModifiers(method, problems);
        ReviewAttributes(method, problems);
        return true;
    }

    private static void ReviewContainers(IMethodSymbol method, Compilation compilation, Problems problems)
    {
        for (var type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            if (type.Arity > 0)
            {
                problems.Add(Rules.GenericType, Squiggles.TypeParameters(type), method.ForPeople, type.ForPeople);
            }

            if (type.IsFileLocal)
            {
                problems.Add(Rules.FileLocal, Squiggles.Modifier(type, SyntaxKind.FileKeyword), method.ForPeople, type.Name);
            }
        }

        if (Hidden(method, compilation) is { } hidden)
        {
            var isMethod = SymbolEqualityComparer.Default.Equals(hidden, method);
            problems.Add(
                Rules.Inaccessible,
                Squiggles.Modifier(hidden, SyntaxKind.PrivateKeyword, SyntaxKind.ProtectedKeyword),
                method.ForPeople,
                isMethod ? Access(hidden) : $"a member of the {Access(hidden)} type '{hidden.Name}'",
                isMethod ? "it" : $"'{hidden.Name}'");
        }
    }

    /// <summary>The innermost of the method and its containers that generated code may not name.</summary>
    private static ISymbol? Hidden(IMethodSymbol method, Compilation compilation)
    {
        if (compilation.IsSymbolAccessibleWithin(method, compilation.Assembly))
        {
            return null;
        }

        ISymbol hidden = method;
        while (hidden.ContainingType is { } container
            && hidden.DeclaredAccessibility is Accessibility.Public
                or Accessibility.Internal
                or Accessibility.ProtectedOrInternal)
        {
            hidden = container;
        }

        return hidden;
    }

    private static void ReviewModifiers(IMethodSymbol method, Problems problems)
    {
        if (method is { IsStatic: false, ContainingType: { IsValueType: true } structure })
        {
            problems.Add(Rules.ValueType, Squiggles.Name(method), method.ForPeople, structure.Name);
        }

        if (method is { IsStatic: true, ContainingType.TypeKind: TypeKind.Interface } and ({ IsAbstract: true } or { IsVirtual: true }))
        {
            problems.Add(
                Rules.StaticAbstract,
                Squiggles.Modifier(method, SyntaxKind.AbstractKeyword, SyntaxKind.VirtualKeyword),
                method.ForPeople,
                method.IsAbstract ? "abstract" : "virtual");
        }

        if (method is { IsStatic: false, ContainingType.IsStatic: true })
        {
            // The compiler reports CS0708.
            problems.LeaveToCompiler();
        }

        if (method.IsVararg)
        {
            problems.Add(Rules.NotCallable, Squiggles.Name(method), method.ForPeople, "it takes __arglist", "__arglist");
        }
    }

    private static void ReviewAttributes(IMethodSymbol method, Problems problems)
    {
        if (method.Attribute("System.Runtime.InteropServices", "UnmanagedCallersOnlyAttribute") is { } unmanaged)
        {
            // The compiler would report CS8901 for the call.
            Refuse(unmanaged, "only native code may call it", "[UnmanagedCallersOnly]");
        }

        if (method.Attribute("System.Diagnostics", "ConditionalAttribute") is { } conditional)
        {
            // The compiler would drop the call, and the check would always pass.
            Refuse(conditional, "the compiler drops calls of a conditional method", "[Conditional]");
        }

        for (ISymbol? symbol = method; symbol is not null; symbol = symbol.ContainingType)
        {
            if (symbol.ObsoleteError is { } obsolete)
            {
                // The compiler would report CS0619 for the call, and no pragma silences that.
                Refuse(obsolete, "using it is an error", "[Obsolete]");
            }
        }

        void Refuse(AttributeData attribute, string reason, string remedy) =>
            problems.Add(Rules.NotCallable, Squiggles.Attribute(attribute), method.ForPeople, reason, remedy);
    }

    private static string Access(ISymbol symbol) => symbol.DeclaredAccessibility switch
    {
        Accessibility.Protected => "protected",
        Accessibility.ProtectedAndInternal => "private protected",
        _ => "private",
    };

    private static string Kind(IMethodSymbol method) => method.MethodKind switch
    {
        MethodKind.PropertyGet or MethodKind.PropertySet => "a property accessor",
        MethodKind.EventAdd or MethodKind.EventRemove => "an event accessor",
        MethodKind.UserDefinedOperator => "an operator",
        MethodKind.Conversion => "a conversion",
        MethodKind.Destructor => "a finalizer",
        _ => "not a method",
    };
}
