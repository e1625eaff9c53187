using System.Globalization;
using HealthPoint.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace HealthPoint.Generators.Parsing;

/// <summary>Constants as C# expressions of exactly their type, so that they stay what they are when they are boxed.</summary>
internal static class Literals
{
    /// <summary>The default value of an optional parameter.</summary>
    public static string DefaultOf(IParameterSymbol parameter) =>
        // `[Optional]` without a value means the type's default.
        Of(parameter.HasExplicitDefaultValue ? parameter.ExplicitDefaultValue : null, parameter.Type);

    /// <summary>An attribute's argument.</summary>
    public static string Of(TypedConstant constant) => constant switch
    {
        { Kind: TypedConstantKind.Array } => ArrayOf(constant),
        { Value: ITypeSymbol type } => $"typeof({type.InCode})",
        { Type: { } type } => Of(constant.Value, type),
        _ => "null",
    };

    public static string Of(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    private static string Of(object? value, ITypeSymbol type)
    {
        var bare = type.WithoutNullable;
        if (value is null)
        {
            return type.IsReferenceType || !SymbolEqualityComparer.Default.Equals(bare, type) ? "null" : $"default({type.InCode})";
        }

        return bare switch
        {
            { TypeKind: TypeKind.Enum } => Member(bare, value) ?? $"({bare.InCode})({Primitive(value)})",
            { SpecialType: SpecialType.System_IntPtr or SpecialType.System_UIntPtr } => $"({bare.InCode})({Primitive(value)})",
            _ => Primitive(value),
        };
    }

    private static string? Member(ITypeSymbol enumeration, object value)
    {
        foreach (var member in enumeration.GetMembers())
        {
            // A member with an attribute may be obsolete or experimental; its number is neither.
            if (member is IFieldSymbol { HasConstantValue: true } field && value.Equals(field.ConstantValue) && field.GetAttributes().IsEmpty)
            {
                return $"{enumeration.InCode}.{field.Escaped}";
            }
        }

        return null;
    }

    private static string Primitive(object value) => value switch
    {
        string text => Of(text),
        char character => SymbolDisplay.FormatLiteral(character, quote: true),
        bool flag => flag ? "true" : "false",
        double.NaN => "double.NaN",
        double.PositiveInfinity => "double.PositiveInfinity",
        double.NegativeInfinity => "double.NegativeInfinity",
        double number => $"{number.ToString("R", CultureInfo.InvariantCulture)}D",
        float.NaN => "float.NaN",
        float.PositiveInfinity => "float.PositiveInfinity",
        float.NegativeInfinity => "float.NegativeInfinity",
        float number => $"{number.ToString("R", CultureInfo.InvariantCulture)}F",
        decimal number => $"{number.ToString(CultureInfo.InvariantCulture)}M",
        long number => $"{number.ToString(CultureInfo.InvariantCulture)}L",
        ulong number => $"{number.ToString(CultureInfo.InvariantCulture)}UL",
        uint number => $"{number.ToString(CultureInfo.InvariantCulture)}U",
        sbyte number => $"(sbyte)({number.ToString(CultureInfo.InvariantCulture)})",
        byte number => $"(byte){number.ToString(CultureInfo.InvariantCulture)}",
        short number => $"(short)({number.ToString(CultureInfo.InvariantCulture)})",
        ushort number => $"(ushort){number.ToString(CultureInfo.InvariantCulture)}",
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => "null",
    };

    private static string ArrayOf(TypedConstant array)
    {
        if (array.IsNull || array.Type is not IArrayTypeSymbol { ElementType: var element })
        {
            return "null";
        }

        var values = new List<string>();
        foreach (var value in array.Values)
        {
            // A null among tags or names says nothing, so it is left out.
            if (!value.IsNull)
            {
                values.Add(Of(value));
            }
        }

        return values.Count == 0
            ? $"global::System.Array.Empty<{element.InCode}>()"
            : $"new {element.InCode}[] {{ {string.Join(", ", values)} }}";
    }
}
