using HealthPoint.CodeFixes.Editing;
using HealthPoint.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace HealthPoint.CodeFixes.Fixes;

/// <summary>Passes the token to the calls that can take one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FlowToken))]
internal sealed class FlowToken() : CodeFix("Pass the CancellationToken on", "HP037")
{
    protected override async Task FixAsync(Place place, Edits edits)
    {
        if (place.MethodSymbol is { Implementation: { } code } method
            && method.Parameters.FirstOrDefault(static parameter => parameter.Type.IsCancellationToken) is { } token)
        {
            edits.Flow(
                code.ParameterList.Parameters[token.Ordinal].Identifier.Text,
                code,
                await place.ModelAsync(code.SyntaxTree).ConfigureAwait(false),
                place.Cancellation);
        }
    }
}
