using HealthPoint.CodeFixes.Editing;
using HealthPoint.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HealthPoint.CodeFixes.Fixes;

/// <summary>Lets a check run without a parameter that no service or setting supplies.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddDefaultValue))]
internal sealed class AddDefaultValue() : CodeFix("Add a default value", "HP033")
{
    protected override Task FixAsync(Place place, Edits edits)
    {
        if (place.Parameter is not { IsOptional: false, Type.TypeKind: not TypeKind.Dynamic, ContainingSymbol: IMethodSymbol { IsBound: false } method } parameter)
        {
            return Task.CompletedTask;
        }

        var isFirst = true;
        foreach (var part in method.Declarations)
        {
            foreach (var other in method.Parameters.Skip(parameter.Ordinal))
            {
                var declared = part.ParameterList.Parameters[other.Ordinal];
                if (other.IsOptional)
                {
                    continue;
                }

                if (other.Ordinal != parameter.Ordinal && !other.Type.IsCancellationToken)
                {
                    // Whatever stands behind an optional parameter must be optional too.
                    edits.Clear();
                    return Task.CompletedTask;
                }

                var isReference = other.Type.IsReferenceType;
                if (isReference
                    && declared.Type is not NullableTypeSyntax
                    && place.Model.GetNullableContext(declared.SpanStart).AnnotationsEnabled())
                {
                    edits.Insert(part.SyntaxTree, declared.Type!.Span.End, "?");
                }

                // The defaults of a partial method are those of its first part.
                if (isFirst)
                {
                    edits.Insert(part.SyntaxTree, declared.Identifier.Span.End, isReference || declared.Type is NullableTypeSyntax ? " = null" : " = default");
                }
            }

            isFirst = false;
        }

        return Task.CompletedTask;
    }
}
