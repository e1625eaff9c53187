using HealthPoint.CodeFixes.Editing;
using HealthPoint.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace HealthPoint.CodeFixes.Fixes;

/// <summary>Lets a timeout end a check, and the calls that it waits for.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddToken))]
internal sealed class AddToken() : CodeFix("Take a CancellationToken", "HP036")
{
    protected override async Task FixAsync(Place place, Edits edits)
    {
        if (place.MethodSymbol is not { IsBound: false } method
            || method.Parameters.Any(static parameter => parameter.IsParams || parameter.Type.IsCancellationToken)
            || await place.CallsAsync(method).ConfigureAwait(false) is not { } calls)
        {
            return;
        }

        var taken = method.Declarations.SelectMany(static part => part.DescendantTokens()).Select(static token => token.ValueText);
        var name = taken.Contains("cancellation", StringComparer.Ordinal) ? "cancellationToken" : "cancellation";
        var fallback = calls.Count > 0 || method.Parameters.Any(static parameter => parameter.IsOptional) ? " = default" : "";
        foreach (var part in method.Declarations)
        {
            var list = part.ParameterList;
            var type = await place.NameAtAsync(part.SyntaxTree, list.SpanStart, "System.Threading", "CancellationToken").ConfigureAwait(false);
            var separator = list.Parameters.LastOrDefault() is not { } last ? ""
                : list.Parameters.Count > 1 && part.SyntaxTree.BeginsLine(last.SpanStart) ? $",{part.SyntaxTree.NewLine}{part.SyntaxTree.IndentationAt(last.SpanStart)}"
                : ", ";
            edits.Insert(part.SyntaxTree, list.Parameters.LastOrDefault()?.Span.End ?? list.CloseParenToken.SpanStart, $"{separator}{type} {name}{fallback}");
            edits.AddDocumentation(part, name, "Ends the check.");
            fallback = "";
        }

        if (method.Implementation is { } code)
        {
            edits.Flow(name, code, await place.ModelAsync(code.SyntaxTree).ConfigureAwait(false), place.Cancellation);
        }
    }
}
