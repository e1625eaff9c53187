using System.Collections.Immutable;
using HealthPoint.Generators.CheckList;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace HealthPoint.CodeFixes.Fixes;

/// <summary>Writes a new check into the list that is checked in, or takes a lost one out.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UpdateCheckList), DocumentKinds = [nameof(TextDocumentKind.Document), nameof(TextDocumentKind.AdditionalDocument)])]
internal sealed class UpdateCheckList : CodeFixProvider
{
    private const string Title = "Update " + CheckListFile.FileName;
    private const string Lost = "HP076";
    private const string New = "HP077";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Lost, New);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => new AllAtOnce();

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            context.RegisterCodeFix(
                CodeAction.Create(Title, cancellation => UpdateAsync(context.TextDocument.Project, [diagnostic], cancellation), nameof(UpdateCheckList)),
                diagnostic);
        }

        return Task.CompletedTask;
    }

    private static async Task<Solution> UpdateAsync(Project project, IEnumerable<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        var solution = project.Solution;
        var isFirst = true;
        foreach (var document in project.AdditionalDocuments.Where(static document => CheckListFile.IsNamed(document.FilePath ?? document.Name)))
        {
            var text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
            foreach (var diagnostic in diagnostics)
            {
                if (diagnostic.Properties.TryGetValue(ListedChecks.NameProperty, out var name) && name is not null)
                {
                    // Of several lists the first gets what is new.
                    text = diagnostic.Id is Lost ? CheckListFile.Parse(text).Without(name)
                        : isFirst ? CheckListFile.Parse(text).With(name)
                        : text;
                }
            }

            solution = solution.WithAdditionalDocumentText(document.Id, text);
            isFirst = false;
        }

        return solution;
    }

    private sealed class AllAtOnce : FixAllProvider
    {
        /// <inheritdoc/>
        public override Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext) => Task.FromResult<CodeAction?>(
            CodeAction.Create(Title, cancellation => UpdateAllAsync(fixAllContext.WithCancellationToken(cancellation)), nameof(UpdateCheckList)));

        private static async Task<Solution> UpdateAllAsync(FixAllContext context)
        {
            var solution = context.Solution;
            foreach (var project in context.Scope is FixAllScope.Solution ? [.. context.Solution.Projects] : (Project[])[context.Project])
            {
                var diagnostics = context is { Scope: FixAllScope.Document, Document: { } document }
                    ? await context.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false)
                    : await context.GetAllDiagnosticsAsync(project).ConfigureAwait(false);
                solution = await UpdateAsync(solution.GetProject(project.Id)!, diagnostics, context.CancellationToken).ConfigureAwait(false);
            }

            return solution;
        }
    }
}
