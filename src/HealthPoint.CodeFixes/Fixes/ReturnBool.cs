using HealthPoint.CodeFixes.Editing;
using HealthPoint.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HealthPoint.CodeFixes.Fixes;

/// <summary>Turns a result that is a bool, or one that may be missing, into a verdict.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReturnBool))]
internal sealed class ReturnBool() : CodeFix("Return bool", "HP020")
{
    protected override async Task FixAsync(Place place, Edits edits)
    {
        // A task's result can be told only where `await` makes the task.
        if (place.MethodSymbol is not { } method
            || method.Implementation is not { } code
            || (method.ReturnType.IsTask && !code.IsAsync)
            || !code.Returned.Any()
            || !await place.IsAloneAsync(method).ConfigureAwait(false))
        {
            return;
        }

        var model = await place.ModelAsync(code.SyntaxTree).ConfigureAwait(false);
        foreach (var returned in code.Returned)
        {
            if (!TryReturnBool(returned, model, edits, place.Cancellation))
            {
                edits.Clear();
                return;
            }
        }

        foreach (var part in method.Declarations)
        {
            edits.Replace(part.ReturnType.Result, "bool");
        }
    }

    private static bool TryReturnBool(ExpressionSyntax returned, SemanticModel model, Edits edits, CancellationToken cancellation)
    {
        var type = model.GetTypeInfo(returned, cancellation).Type;
        if (type is { SpecialType: SpecialType.System_Boolean } || returned is ThrowExpressionSyntax)
        {
            return true;
        }

        if (returned is LiteralExpressionSyntax { RawKind: (int)SyntaxKind.NullLiteralExpression })
        {
            edits.Replace(returned, "false");
            return true;
        }

        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [{ SpecialType: SpecialType.System_Boolean }] })
        {
            edits.Insert(returned.SyntaxTree, returned.SpanStart, returned.IsSimple ? "" : "(");
            edits.Insert(returned.SyntaxTree, returned.Span.End, returned.IsSimple ? " == true" : ") == true");
            return true;
        }

        return false;
    }
}
