using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace HealthPoint.CodeFixes;

/// <summary>
/// Fixes all there is, one after another, each in the text that the one before left. Roslyn's own provider fixes all at once
/// and merges, which loses one of two attributes that stand in one list.
/// </summary>
internal sealed class OneAfterAnother(CodeFix fix) : FixAllProvider
{
    /// <inheritdoc/>
    public override Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext) => Task.FromResult<CodeAction?>(
        CodeAction.Create(fix.Title, cancellation => FixAllAsync(fixAllContext.WithCancellationToken(cancellation)), fix.Key));

    private async Task<Solution> FixAllAsync(FixAllContext context)
    {
        var solution = context.Solution;
        var all = await DiagnosticsAsync(context).ConfigureAwait(false);
        for (var i = 0; i < all.Count; i++)
        {
            if (all[i].Span is not { } span || solution.GetDocument(all[i].Document) is not { } document)
            {
                continue;
            }

            var edits = await fix.EditsAsync(document, all[i].Diagnostic, span, context.CancellationToken).ConfigureAwait(false);
            if (!edits.Any)
            {
                continue;
            }

            solution = await edits.ApplyAsync(context.CancellationToken).ConfigureAwait(false);
            for (var later = i + 1; later < all.Count; later++)
            {
                all[later] = all[later] with { Span = edits.Moved(all[later].Document, all[later].Span) };
            }
        }

        return solution;
    }

    private static async Task<List<Reported>> DiagnosticsAsync(FixAllContext context)
    {
        var found = new List<Reported>();
        if (context.Scope is FixAllScope.Document)
        {
            Add(await context.GetDocumentDiagnosticsAsync(context.Document!).ConfigureAwait(false));
        }
        else
        {
            foreach (var project in context.Scope is FixAllScope.Project ? [context.Project] : context.Solution.Projects)
            {
                Add(await context.GetAllDiagnosticsAsync(project).ConfigureAwait(false));
            }
        }

        // Backwards: a parameter can have a default value only when those behind it have one.
        return [.. found.OrderBy(static one => one.Path, StringComparer.Ordinal).ThenByDescending(static one => one.Span!.Value.Start)];

        void Add(IEnumerable<Diagnostic> diagnostics)
        {
            foreach (var diagnostic in diagnostics)
            {
                if (context.Solution.GetDocument(diagnostic.Location.SourceTree) is { } document)
                {
                    found.Add(new(document.Id, document.FilePath ?? document.Name, diagnostic, diagnostic.Location.SourceSpan));
                }
            }
        }
    }

    /// <summary>A diagnostic, and where it is now; nowhere where an edit has taken its place away.</summary>
    private sealed record Reported(DocumentId Document, string Path, Diagnostic Diagnostic, TextSpan? Span);
}
