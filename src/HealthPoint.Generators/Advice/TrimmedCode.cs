using HealthPoint.Generators.Diagnostics;
using HealthPoint.Generators.Parsing;
using HealthPoint.Generators.Symbols;
using Microsoft.CodeAnalysis;

namespace HealthPoint.Generators.Advice;

/// <summary>Whether the method may fail in an application that is trimmed, compiled ahead of time or a single file: HP051.</summary>
internal static class TrimmedCode
{
    private const string Scope = "System.Diagnostics.CodeAnalysis";

    public static void Review(AcceptedMethod accepted)
    {
        for (ISymbol? symbol = accepted.Method; symbol is not null; symbol = symbol.ContainingType)
        {
            foreach (var attribute in symbol.GetAttributes())
            {
                if (Publication(attribute) is { } publication)
                {
                    var name = attribute.AttributeClass!.Name;
                    accepted.Tell(
                        Rules.NotTrimSafe,
                        Squiggles.Attribute(attribute),
                        name.Substring(0, name.Length - "Attribute".Length),
                        publication);
                }
            }
        }
    }

    private static string? Publication(AttributeData attribute) => attribute.AttributeClass switch
    {
        { } type when type.Is(Scope, "RequiresUnreferencedCodeAttribute") => "trimmed",
        { } type when type.Is(Scope, "RequiresDynamicCodeAttribute") => "compiled ahead of time",
        { } type when type.Is(Scope, "RequiresAssemblyFilesAttribute") => "published as a single file",
        _ => null,
    };
}
