using System.Collections.Immutable;
using HealthPoint.Generators.Diagnostics;
using HealthPoint.Generators.Models;
using HealthPoint.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace HealthPoint.Generators.Parsing;

/// <summary>What a parameter may be, and where its value comes from: HP030 to HP034.</summary>
internal static class ParameterRules
{
    /// <summary>Reviews the parameters of a check or a stat.</summary>
    public static EquatableArray<ParameterModel> Review(IMethodSymbol method, Problems problems)
    {
        var models = ImmutableArray.CreateBuilder<ParameterModel>(method.Parameters.Length);
        var hasToken = false;
        foreach (var parameter in method.Parameters)
        {
            if (parameter.Type.IsBroken)
            {
                problems.LeaveToCompiler();
            }
            else if (parameter.RefKind is not RefKind.None)
            {
                Refuse(Rules.ParameterByReference, Modifiers(parameter), Text(parameter.RefKind));
            }
            else if (parameter.IsParams)
            {
                Refuse(Rules.ParamsParameter, Modifiers(parameter));
            }
            else if (parameter.Type.HoldsPointer || parameter.Type.IsRefLikeType)
            {
                Refuse(Rules.UnstorableParameter, Squiggles.ParameterType(parameter), parameter.Type.ForPeople);
            }
            else if (parameter.Type.IsCancellationToken && hasToken)
            {
                Refuse(Rules.SecondToken, Squiggles.Parameter(parameter));
            }
            else if (parameter.Type.IsOpen && (method.IsGenericMethod || method.ContainingType.IsGenericType))
            {
                // The type parameter is the mistake, and HP003 or HP004 reports it.
            }
            else if (parameter.Type.Has(static part => part.ObsoleteError is not null))
            {
                // The compiler reports CS0619, which no pragma silences.
                problems.Add(
                    Rules.NotCallable,
                    Squiggles.ParameterType(parameter),
                    method.ForPeople,
                    $"using '{parameter.Type.ForPeople}' is an error",
                    "[Obsolete]");
            }
            else if (ReaderOf(parameter.Type) is { } reader && parameter.FromKeyedServices is null)
            {
                models.Add(new(
                    ParameterSource.Argument,
                    parameter.Type.InCode,
                    parameter.Name,
                    Default: parameter.IsOptional ? Literals.DefaultOf(parameter) : null,
                    Reader: reader));
            }
            else if (Service(parameter) is { } model)
            {
                models.Add(model);
            }
            else
            {
                Refuse(Rules.NotInjectable, Squiggles.ParameterType(parameter), parameter.Type.ForPeople, Remedy(parameter.Type));
            }

            hasToken |= parameter.Type.IsCancellationToken;

            void Refuse(DiagnosticDescriptor rule, Squiggle squiggle, params string[] more) =>
                problems.Add(rule, squiggle, [method.ForPeople, parameter.Name, .. more]);
        }

        return models.ToEquatable();
    }

    /// <summary>Reads the parameters of a constructor, which come from dependency injection alone.</summary>
    /// <returns><see langword="null"/> where one of them cannot come from there.</returns>
    public static EquatableArray<ParameterModel>? Construction(IMethodSymbol constructor)
    {
        var models = ImmutableArray.CreateBuilder<ParameterModel>(constructor.Parameters.Length);
        foreach (var parameter in constructor.Parameters)
        {
            if (parameter.RefKind is not RefKind.None
                || parameter.IsParams
                || parameter.Type.IsBroken
                || parameter.Type.HoldsPointer
                || parameter.Type.IsRefLikeType
                || parameter.Type.Has(static part => part.ObsoleteError is not null)
                || Service(parameter) is not { } model)
            {
                return null;
            }

            models.Add(model);
        }

        return models.ToEquatable();
    }

    private static ParameterModel? Service(IParameterSymbol parameter)
    {
        var type = parameter.Type;
        if (type.IsCancellationToken)
        {
            return new(ParameterSource.Cancellation, type.InCode);
        }

        if (type.IsServiceProvider)
        {
            return new(ParameterSource.ServiceProvider, type.InCode);
        }

        // A `dynamic` argument would make C# bind the whole call at run time.
        if (type.TypeKind is TypeKind.Dynamic)
        {
            return null;
        }

        // A value type with `?` may be missing by its nature, so it cannot be requested as a service that must be there.
        var fallback = parameter.IsOptional
            ? Literals.DefaultOf(parameter)
            : SymbolEqualityComparer.Default.Equals(type.WithoutNullable, type) ? null : "null";
        if (parameter.FromKeyedServices is { } keyed)
        {
            // There is no key where it is null, or in .NET 10's form without an argument: that form inherits a key, and a check has none.
            return keyed.ConstructorArguments is [{ IsNull: false } key]
                ? new(ParameterSource.KeyedService, type.InCode, Key: Literals.Of(key), Default: fallback)
                : new(ParameterSource.Service, type.InCode, Default: fallback);
        }

        // Dependency injection resolves classes and interfaces; it knows no string, no array, no delegate, no value type.
        var isInjectable = type is
        {
            TypeKind: TypeKind.Class or TypeKind.Interface,
            SpecialType: not (SpecialType.System_String or SpecialType.System_Object),
        };
        return isInjectable || parameter.IsOptional ? new(ParameterSource.Service, type.InCode, Default: fallback) : null;
    }

    /// <summary>The contract's factory that reads a value of a simple type from the configuration.</summary>
    private static string? ReaderOf(ITypeSymbol type) => type.WithoutNullable switch
    {
        { SpecialType: SpecialType.System_String } => "Text",
        { SpecialType: SpecialType.System_Boolean } => "Boolean",
        { IsNumber: true } number => $"Number<{number.InCode}>",
        { TypeKind: TypeKind.Enum } enumeration => $"Enum<{enumeration.InCode}>",
        var other when other.Is("System", "TimeSpan") => "Duration",
        var other when other.Is("System", "DateTimeOffset") => "Timestamp",
        var other when other.Is("System", "Guid") => "Identifier",
        var other when other.Is("System", "Uri") => "Uri",
        _ => null,
    };

    private static string Remedy(ITypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Dynamic } => "Take the service by its type",
        { SpecialType: SpecialType.System_DateTime } => "Take a DateTimeOffset, which the configuration can supply",
        { SpecialType: SpecialType.System_Char } => "Take a string, which the configuration can supply",
        _ => "Give it a default value, or take a service that holds it, such as IOptions<T>",
    };

    private static Squiggle Modifiers(IParameterSymbol parameter) => Squiggles.Modifier(
        parameter,
        SyntaxKind.RefKeyword,
        SyntaxKind.ReadOnlyKeyword,
        SyntaxKind.OutKeyword,
        SyntaxKind.InKeyword,
        SyntaxKind.ParamsKeyword);

    private static string Text(RefKind kind) => kind switch
    {
        RefKind.Out => "out",
        RefKind.In => "in",
        RefKind.RefReadOnlyParameter => "ref readonly",
        _ => "ref",
    };
}
