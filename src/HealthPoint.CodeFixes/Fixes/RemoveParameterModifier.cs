using HealthPoint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;

namespace HealthPoint.CodeFixes.Fixes;

/// <summary>Lets a parameter take a value.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveParameterModifier))]
internal sealed class RemoveParameterModifier() : CodeFix("Remove the modifier", "HP030", "HP032")
{
    protected override async Task FixAsync(Place place, Edits edits)
    {
        // What is passed out is a second result, and no modifier makes it a service.
        if (place.Parameter is not { RefKind: not RefKind.Out, ContainingSymbol: IMethodSymbol { IsBound: false } method } parameter
            || HasTwin(method, parameter)
            || await place.CallsAsync(method).ConfigureAwait(false) is not { } calls
            || (parameter.IsParams && calls.Count > 0))
        {
            return;
        }

        foreach (var part in method.ParametersAt(parameter.Ordinal))
        {
            edits.RemoveTokens(part.Modifiers.Where(modifier =>
                modifier.Kind() is SyntaxKind.RefKeyword or SyntaxKind.InKeyword or SyntaxKind.ReadOnlyKeyword or SyntaxKind.ParamsKeyword
                || (modifier.IsKind(SyntaxKind.ScopedKeyword) && !parameter.Type.IsRefLikeType)));
        }

        foreach (var call in calls)
        {
            if (await place.ArgumentAsync(call, parameter).ConfigureAwait(false) is { RefKindKeyword: { RawKind: not 0 } keyword })
            {
                edits.RemoveTokens([keyword]);
            }
        }
    }

    /// <summary>Whether an overload has the signature that would come about.</summary>
    private static bool HasTwin(IMethodSymbol method, IParameterSymbol parameter) =>
        parameter.RefKind is not RefKind.None
        && method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>().Any(other =>
            !SymbolEqualityComparer.Default.Equals(other, method)
            && other.Parameters.Length == method.Parameters.Length
            && other.Parameters[parameter.Ordinal].RefKind is RefKind.None
            && other.Parameters.Zip(method.Parameters, static (one, two) => SymbolEqualityComparer.Default.Equals(one.Type, two.Type)).All(static same => same));
}
