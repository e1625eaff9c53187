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
        // Where the code returns no task at all, the compiler would complain in our place.
        if (place.MethodSymbol is { IsBound: false } method
            && method.Implementation?.Returned.Any(static returned => returned is LiteralExpressionSyntax) != true)
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
