using HealthPoint.CodeFixes.Editing;
using HealthPoint.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HealthPoint.CodeFixes.Fixes;

/// <summary>Removes the attribute that forbids a call, or that names a service nobody can supply.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveOtherAttribute))]
internal sealed class RemoveOtherAttribute() : CodeFix("Remove the attribute that stands in the way", "HP011", "HP038")
{
    protected override async Task FixAsync(Place place, Edits edits)
    {
        // Where a key is of no use, the squiggle may be below the key, its attribute or the parameter.
        var attribute = place.Ancestor<AttributeSyntax>()
            ?? (place.Diagnostic.Id is "HP038" ? place.Ancestor<ParameterSyntax>()?.AttributeLists.SelectMany(static list => list.Attributes).FirstOrDefault(IsKey) : null);
        if (attribute is not null && !await place.IsOursAsync(attribute).ConfigureAwait(false))
        {
            edits.RemoveAttributes([attribute]);
        }

        bool IsKey(AttributeSyntax candidate) =>
            place.Model.GetTypeInfo(candidate, place.Cancellation).Type?.Is("Microsoft.Extensions.DependencyInjection", "FromKeyedServicesAttribute") == true;
    }
}
