using HealthPoint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace HealthPoint.CodeFixes.Fixes;

/// <summary>Marks the member that generated code can call.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MoveToInterface))]
internal sealed class MoveToInterface() : CodeFix("Move the attribute to the interface's member", "HP010")
{
    protected override async Task FixAsync(Place place, Edits edits)
    {
        if (place.MethodSymbol is not { ExplicitInterfaceImplementations: [{ IsStatic: false, ContainingType.Arity: 0 } contract] } method
            || contract.Declarations.FirstOrDefault() is not { } target
            || (await place.ModelAsync(target.SyntaxTree).ConfigureAwait(false)).Compilation.GetTypeByMetadataName("HealthPoint.HealthCheckAttribute") is null)
        {
            return;
        }

        var moved = await place.OurAttributesAsync(method.Declarations).ConfigureAwait(false);
        edits.RemoveAttributes(moved);

        // Where another implementation has brought it there, it must not come twice.
        if ((await place.OurAttributesAsync([target]).ConfigureAwait(false)).Count == 0)
        {
            foreach (var attribute in moved)
            {
                var type = place.Model.GetTypeInfo(attribute, place.Cancellation).Type!.Name;
                var name = await place.NameAtAsync(target.SyntaxTree, target.SpanStart, "HealthPoint", type).ConfigureAwait(false);
                edits.AddAttribute(target, $"{name.Substring(0, name.Length - "Attribute".Length)}{attribute.ArgumentList}");
            }
        }
    }
}
