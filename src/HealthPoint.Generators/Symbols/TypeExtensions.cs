using Microsoft.CodeAnalysis;

namespace HealthPoint.Generators.Symbols;

/// <summary>What the rules ask of a type.</summary>
internal static class TypeExtensions
{
    extension(ITypeSymbol type)
    {
        public bool IsCancellationToken => type.Is("System.Threading", "CancellationToken");

        public bool IsServiceProvider => type.Is("System", "IServiceProvider");

        public bool IsHealthStatus => type.Is("Microsoft.Extensions.Diagnostics.HealthChecks", "HealthStatus");

        public bool IsHealthCheckResult => type.Is("Microsoft.Extensions.Diagnostics.HealthChecks", "HealthCheckResult");

        public bool IsJsonObject => type.Is("System.Text.Json.Nodes", "JsonObject");

        /// <summary><c>Task</c> or <c>ValueTask</c>, with or without a result.</summary>
        public bool IsTask =>
            type is INamedTypeSymbol { Arity: 0 or 1, ContainingType: null }
            && (type.IsNamed("System.Threading.Tasks", "Task") || type.IsNamed("System.Threading.Tasks", "ValueTask"));

        /// <summary>The <c>T</c> of a <c>Task&lt;T&gt;</c> or <c>ValueTask&lt;T&gt;</c>.</summary>
        public ITypeSymbol? TaskResult => type.IsTask ? ((INamedTypeSymbol)type).TypeArguments.FirstOrDefault() : null;

        /// <summary><c>IEnumerable&lt;T&gt;</c>, <c>IAsyncEnumerable&lt;T&gt;</c> and their enumerators: what a <c>yield</c> can fill.</summary>
        public bool IsSequence =>
            type.SpecialType is SpecialType.System_Collections_IEnumerable or SpecialType.System_Collections_IEnumerator
            || type.OriginalDefinition.SpecialType is SpecialType.System_Collections_Generic_IEnumerable_T
                or SpecialType.System_Collections_Generic_IEnumerator_T
            || (type is INamedTypeSymbol { Arity: 1 }
                && (type.IsNamed("System.Collections.Generic", "IAsyncEnumerable")
                    || type.IsNamed("System.Collections.Generic", "IAsyncEnumerator")));

        /// <summary><c>IReadOnlyDictionary&lt;string, object?&gt;</c>.</summary>
        public bool IsFacts =>
            type is INamedTypeSymbol
            {
                Arity: 2,
                TypeArguments: [{ SpecialType: SpecialType.System_String }, { SpecialType: SpecialType.System_Object }],
            }
            && type.IsNamed("System.Collections.Generic", "IReadOnlyDictionary");

        /// <summary>The primitive numbers, from <c>sbyte</c> to <c>decimal</c>, and <c>nint</c> and <c>nuint</c>.</summary>
        public bool IsNumber =>
            type.SpecialType is (>= SpecialType.System_SByte and <= SpecialType.System_Double)
                or SpecialType.System_IntPtr or SpecialType.System_UIntPtr;

        /// <summary>The <c>T</c> of a <c>T?</c> that is a value type, else the type itself.</summary>
        public ITypeSymbol WithoutNullable =>
            type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
                ? nullable.TypeArguments[0]
                : type;

        /// <summary>Whether the compiler has already reported the type, or a part of it.</summary>
        public bool IsBroken => type.Has(static part => part.TypeKind == TypeKind.Error);

        public bool IsOpen => type.Has(static part => part.TypeKind == TypeKind.TypeParameter);

        public bool HoldsPointer => type.Has(static part => part.TypeKind is TypeKind.Pointer or TypeKind.FunctionPointer);

        /// <summary>Whether a part of the type meets a condition: the type, its elements, its arguments, its containers.</summary>
        public bool Has(Func<ITypeSymbol, bool> condition)
        {
            if (condition(type))
            {
                return true;
            }

            switch (type)
            {
                case IArrayTypeSymbol array:
                    return array.ElementType.Has(condition);
                case INamedTypeSymbol named:
                    foreach (var argument in named.TypeArguments)
                    {
                        // The arguments of a definition are its own parameters.
                        if (!SymbolEqualityComparer.Default.Equals(argument.ContainingSymbol, named) && argument.Has(condition))
                        {
                            return true;
                        }
                    }

                    return named.ContainingType?.Has(condition) == true;
                default:
                    return false;
            }
        }
    }

    extension(INamedTypeSymbol type)
    {
        /// <summary>
        /// Whether this is a C# 14 extension block. Roslyn 4.8, which the generator is compiled against, has no name for this kind; the
        /// Roslyn that runs the generator has.
        /// </summary>
        public bool IsExtensionBlock => (int)type.TypeKind == 14;

        /// <summary>Whether an initializer must set some member after the constructor.</summary>
        public bool HasRequiredMembers
        {
            get
            {
                for (var current = type; current is not null; current = current.BaseType)
                {
                    foreach (var member in current.GetMembers())
                    {
                        if (member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true })
                        {
                            return true;
                        }
                    }
                }

                return false;
            }
        }
    }
}
