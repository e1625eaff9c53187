using HealthPoint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HealthPoint.CodeFixes.Fixes;

/// <summary>Promises a task.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveQuestionMark))]
internal sealed class RemoveQuestionMark() : CodeFix("Remove '?'", "HP025")
{
    protected override Task FixAsync(Place place, Edits edits)
    {
        // Where the code returns null all the same, the compiler now tells the line.
        if (place.MethodSymbol is { IsBound: false } method)
        {
            foreach (var part in method.Declarations)
            {
                if (part.ReturnType is NullableTypeSyntax nullable)
                {
                    edits.Remove(part.SyntaxTree, nullable.QuestionToken.Span);
                }
            }
        }

        return Task.CompletedTask;
    }
}
