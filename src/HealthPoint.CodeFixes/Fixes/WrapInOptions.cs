using HealthPoint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HealthPoint.CodeFixes.Fixes;

/// <summary>Takes a value from the service that holds it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WrapInOptions))]
internal sealed class WrapInOptions() : CodeFix("Take it from IOptions<T>", "HP033")
{
    protected override async Task FixAsync(Place place, Edits edits)
    {
        if (place.Parameter is not { IsOptional: false, Type: { IsReferenceType: true, TypeKind: not (TypeKind.Dynamic or TypeKind.Delegate), SpecialType: not SpecialType.System_Object }, ContainingSymbol: IMethodSymbol method } parameter
            || place.Model.Compilation.GetTypeByMetadataName("Microsoft.Extensions.Options.IOptions`1") is null
            || method.Implementation is not { } code
            || !await place.IsAloneAsync(method).ConfigureAwait(false))
        {
            return;
        }

        var model = await place.ModelAsync(code.SyntaxTree).ConfigureAwait(false);
        var own = ((IMethodSymbol)model.GetDeclaredSymbol(code, place.Cancellation)!).Parameters[parameter.Ordinal];
        foreach (var use in model.UsesOf(own, code.Code, place.Cancellation))
        {
            if (use.IsWritten)
            {
                edits.Clear();
                return;
            }

            if (!use.IsInNameof)
            {
                edits.Insert(use.SyntaxTree, use.Span.End, ".Value");
            }
        }

        foreach (var part in method.Declarations.Select(declaration => declaration.ParameterList.Parameters[parameter.Ordinal]))
        {
            var type = part.Type is NullableTypeSyntax nullable ? nullable.ElementType : part.Type!;
            var options = await place.NameAtAsync(part.SyntaxTree, part.SpanStart, "Microsoft.Extensions.Options", "IOptions").ConfigureAwait(false);
            edits.Replace(part.Type!, $"{options}<{type}>");
        }
    }
}
