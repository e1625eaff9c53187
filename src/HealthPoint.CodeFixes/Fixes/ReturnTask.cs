using HealthPoint.CodeFixes.Editing;
using HealthPoint.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace HealthPoint.CodeFixes.Fixes;

/// <summary>Lets the caller wait for a check.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReturnTask))]
internal sealed class ReturnTask() : CodeFix("Return Task", "HP021")
{
    protected override async Task FixAsync(Place place, Edits edits)
    {
        // A stat has facts to return, which the fix cannot guess; a delegate that returns nothing takes no task.
        if (place.MethodSymbol is not { IsBound: false } method
            || method.Attribute("HealthPoint", "HealthStatAttribute") is not null
            || await place.CallsAsync(method).ConfigureAwait(false) is null)
        {
            return;
        }

        foreach (var part in method.Declarations)
        {
            edits.Replace(part.ReturnType, await place.NameAtAsync(part.SyntaxTree, part.ReturnType.SpanStart, "System.Threading.Tasks", "Task").ConfigureAwait(false));
        }
    }
}
