using System.Collections.Immutable;
using HealthPoint.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Xunit;

namespace HealthPoint.Generator.Tests.Support;

/// <summary>Lets all analyzers report, and a fix mend it, as an editor does.</summary>
internal static class FixReview
{
    /// <summary>Every provider of a fix.</summary>
    public static ImmutableArray<CodeFix> Fixes { get; } =
    [
        .. typeof(CodeFix).Assembly.GetTypes()
            .Where(static type => type.IsSubclassOf(typeof(CodeFix)) && !type.IsAbstract)
            .OrderBy(static type => type.Name, StringComparer.Ordinal)
            .Select(static type => (CodeFix)Activator.CreateInstance(type)!),
    ];

    /// <summary>A project as an editor has it.</summary>
    public static Solution Open(Project project)
    {
        var compilation = project.Compile();
        var id = ProjectId.CreateNewId();
        var info = ProjectInfo.Create(
            id,
            VersionStamp.Default,
            project.Name,
            project.Name,
            LanguageNames.CSharp,
            compilationOptions: compilation.Options,
            parseOptions: project.ParseOptions,
            metadataReferences: project.References);
        using var workspace = new AdhocWorkspace();
        var solution = workspace.CurrentSolution.AddProject(info);
        foreach (var tree in compilation.SyntaxTrees)
        {
            solution = solution.AddDocument(DocumentId.CreateNewId(id), tree.FilePath, tree.GetText(TestContext.Current.CancellationToken), filePath: tree.FilePath);
        }

        foreach (var text in project.AdditionalTexts)
        {
            solution = solution.AddAdditionalDocument(DocumentId.CreateNewId(id), text.Path, text.GetText(TestContext.Current.CancellationToken)!, filePath: text.Path);
        }

        return solution;
    }

    /// <summary>What all analyzers report.</summary>
    public static async Task<ImmutableArray<Diagnostic>> DiagnosticsAsync(Solution solution)
    {
        var project = solution.Projects.Single();
        var compilation = await project.GetCompilationAsync(TestContext.Current.CancellationToken);
        return await Review.DiagnosticsAsync(compilation!, project.AnalyzerOptions);
    }

    /// <summary>The errors of the compiler.</summary>
    public static async Task<string> ErrorsAsync(Solution solution)
    {
        var compilation = await solution.Projects.Single().GetCompilationAsync(TestContext.Current.CancellationToken);
        return string.Join('\n', compilation!.GetDiagnostics(TestContext.Current.CancellationToken).Where(static diagnostic => diagnostic is { Severity: DiagnosticSeverity.Error, IsWarningAsError: false }));
    }

    /// <summary>What a fix offers for one diagnostic.</summary>
    public static async Task<List<CodeAction>> OffersAsync(CodeFixProvider fix, Solution solution, Diagnostic diagnostic)
    {
        var offers = new List<CodeAction>();
        var document = solution.GetDocument(diagnostic.Location.SourceTree) ?? throw new InvalidOperationException("The diagnostic is in no document.");
        await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => offers.Add(action), TestContext.Current.CancellationToken));
        return offers;
    }

    /// <summary>Takes an offer.</summary>
    public static async Task<Solution> TakeAsync(CodeAction action)
    {
        var operations = await action.GetOperationsAsync(TestContext.Current.CancellationToken);
        return Assert.IsType<ApplyChangesOperation>(Assert.Single(operations)).ChangedSolution;
    }

    /// <summary>Fixes all that a rule reports.</summary>
    public static async Task<Solution> FixAllAsync(CodeFix fix, Solution solution, string rule, FixAllScope scope)
    {
        var reported = (await DiagnosticsAsync(solution)).Where(diagnostic => string.Equals(diagnostic.Id, rule, StringComparison.Ordinal)).ToImmutableArray();
        var document = solution.GetDocument(reported.FirstOrDefault()?.Location.SourceTree) ?? solution.Projects.Single().Documents.First();
        var context = new FixAllContext(document, fix, scope, fix.Key, [rule], new Found(reported), TestContext.Current.CancellationToken);
        return await TakeAsync((await fix.GetFixAllProvider().GetFixAsync(context))!);
    }

    /// <summary>The text of a file.</summary>
    public static async Task<string> TextAsync(Solution solution, string file) =>
        (await solution.Projects.Single().Documents.Single(document => string.Equals(document.Name, file, StringComparison.Ordinal)).GetTextAsync(TestContext.Current.CancellationToken)).ToString();

    public sealed class Found(ImmutableArray<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Microsoft.CodeAnalysis.Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
        {
            var tree = await document.GetSyntaxTreeAsync(cancellationToken);
            return diagnostics.Where(diagnostic => diagnostic.Location.SourceTree == tree);
        }

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Microsoft.CodeAnalysis.Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
