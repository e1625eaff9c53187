using System.Globalization;
using HealthPoint.CodeFixes.Editing;
using HealthPoint.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HealthPoint.CodeFixes.Fixes;

/// <summary>Puts the type before a name that stands twice, or a number behind it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(QualifyName))]
internal sealed class QualifyName() : CodeFix("Write a name of its own", "HP041")
{
    protected override Task FixAsync(Place place, Edits edits)
    {
        if (place.MethodSymbol is { } method
            && place.Ancestor<AttributeSyntax>() is { } attribute
            && place.Model.GetTypeInfo(attribute, place.Cancellation).Type is { } kind)
        {
            var taken = place.TakenNames(kind);
            var written = place.WrittenName(attribute) ?? method.DottedName;
            var name = Candidates(written, method).First(candidate => !taken.Contains(candidate));
            if (name.IsValidName)
            {
                edits.WriteName(attribute, name);
            }
        }

        return Task.CompletedTask;
    }

    private static IEnumerable<string> Candidates(string written, IMethodSymbol method)
    {
        if (!written.StartsWith(method.ContainingType.Name, StringComparison.OrdinalIgnoreCase)
            && !written.Equals(method.DottedName, StringComparison.OrdinalIgnoreCase))
        {
            yield return $"{method.ContainingType.Name}.{written}";
            yield return $"{method.ContainingType.DottedName}.{written}";
        }

        yield return method.DottedName;
        for (var number = 2; ; number++)
        {
            yield return $"{written}-{number.ToString(CultureInfo.InvariantCulture)}";
        }
    }
}
