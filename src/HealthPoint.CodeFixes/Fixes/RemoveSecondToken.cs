using HealthPoint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace HealthPoint.CodeFixes.Fixes;

/// <summary>Removes a second token that the method does not use.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveSecondToken))]
internal sealed class RemoveSecondToken() : CodeFix("Remove the parameter", "HP034")
{
    protected override async Task FixAsync(Place place, Edits edits)
    {
        if (place.Parameter is not { ContainingSymbol: IMethodSymbol { IsBound: false } method } parameter
            || await place.CallsAsync(method).ConfigureAwait(false) is not { } calls)
        {
            return;
        }

        if (method.Implementation is { } code)
        {
            var model = await place.ModelAsync(code.SyntaxTree).ConfigureAwait(false);
            if (model.UsesOf(((IMethodSymbol)model.GetDeclaredSymbol(code, place.Cancellation)!).Parameters[parameter.Ordinal], code.Code, place.Cancellation).Any())
            {
                return;
            }
        }

        foreach (var part in method.Declarations)
        {
            edits.RemoveItem(part.ParameterList.Parameters, part.ParameterList.Parameters[parameter.Ordinal]);
            edits.RemoveDocumentation(part.ParameterList.Parameters[parameter.Ordinal]);
        }

        foreach (var call in calls)
        {
            if (await place.ArgumentAsync(call, parameter).ConfigureAwait(false) is { } argument)
            {
                edits.RemoveItem(call.ArgumentList.Arguments, argument);
            }
        }
    }
}
