using System.Collections.Immutable;
using HealthPoint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace HealthPoint.CodeFixes;

/// <summary>
/// One way to mend what some rules report. It edits text, not trees: what it does not touch keeps its comments, its blank
/// lines and its line ends. Roslyn's <c>SyntaxEditor</c> and <c>Formatter</c> drop comments with the nodes that they stand at,
/// and write the line ends and the indentation of the editor's settings instead of those of the file.
/// </summary>
/// <param name="title">What the editor offers.</param>
/// <param name="rules">The ids of the rules.</param>
internal abstract class CodeFix(string title, params string[] rules) : CodeFixProvider
{
    public string Title => title;

    public string Key => GetType().Name;

    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(rules);

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => new OneAfterAnother(this);

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            // An edit is cheap, and only an attempt shows whether it is worth an offer.
            var edits = await EditsAsync(context.Document, diagnostic, diagnostic.Location.SourceSpan, context.CancellationToken).ConfigureAwait(false);
            if (edits.Any)
            {
                context.RegisterCodeFix(
                    CodeAction.Create(Title, cancellation => edits.ApplyAsync(cancellation), Key),
                    diagnostic);
            }
        }
    }

    /// <summary>What the fix would edit; nothing where it does not fit.</summary>
    /// <param name="document">Where the diagnostic is.</param>
    /// <param name="diagnostic">What was reported, perhaps on an earlier text of the document.</param>
    /// <param name="span">Where it is now.</param>
    /// <param name="cancellation">Ends the search.</param>
    public async Task<Edits> EditsAsync(Document document, Diagnostic diagnostic, TextSpan span, CancellationToken cancellation)
    {
        var edits = new Edits(document.Project.Solution);
        if (await Place.FindAsync(document, diagnostic, span, cancellation).ConfigureAwait(false) is { } place)
        {
            await FixAsync(place, edits).ConfigureAwait(false);
        }

        return edits;
    }

    /// <summary>Adds the edits that mend the place; none where it cannot be mended for certain.</summary>
    protected abstract Task FixAsync(Place place, Edits edits);
}
