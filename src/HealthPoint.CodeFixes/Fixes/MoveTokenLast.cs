using HealthPoint.CodeFixes.Editing;
using HealthPoint.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace HealthPoint.CodeFixes.Fixes;

/// <summary>Moves the token behind the other parameters, as is customary, and follows with the calls.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MoveTokenLast))]
internal sealed class MoveTokenLast() : CodeFix("Make it the last parameter", "HP035")
{
    protected override async Task FixAsync(Place place, Edits edits)
    {
        if (place.MethodSymbol is not { IsBound: false } method
            || method.Parameters.FirstOrDefault(static parameter => parameter.Type.IsCancellationToken) is not { } token
            || token.Ordinal == method.Parameters.Length - 1
            || method.Parameters.Last().IsParams
            || await place.CallsAsync(method).ConfigureAwait(false) is not { } calls)
        {
            return;
        }

        var isOptional = !token.IsOptional && method.Parameters.Skip(token.Ordinal).Any(static parameter => parameter.IsOptional);
        foreach (var part in method.Declarations)
        {
            var parameters = part.ParameterList.Parameters;
            MoveLast(parameters, parameters[token.Ordinal], parameters[token.Ordinal] + (isOptional ? " = default" : ""), edits);
        }

        foreach (var call in calls)
        {
            var arguments = call.ArgumentList.Arguments;
            if (await place.ArgumentAsync(call, token).ConfigureAwait(false) is { } argument && argument != arguments.Last())
            {
                // Behind a gap only a name tells which parameter is meant.
                var isNamed = argument.NameColon is null
                    && (arguments.Count < method.Parameters.Length || arguments.Any(static other => other.NameColon is not null));
                MoveLast(arguments, argument, isNamed ? $"{token.Name}: {argument}" : argument.ToString(), edits);
            }
        }
    }

    /// <summary>Writes an item of a list behind the others; the commas, and the lines between them, stay as they are.</summary>
    private static void MoveLast<TNode>(SeparatedSyntaxList<TNode> list, TNode item, string text, Edits edits)
        where TNode : SyntaxNode
    {
        for (var i = list.IndexOf(item); i < list.Count; i++)
        {
            edits.Replace(list[i], i < list.Count - 1 ? list[i + 1].ToString() : text);
        }
    }
}
