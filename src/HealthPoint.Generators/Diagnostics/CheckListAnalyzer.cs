using System.Collections.Immutable;
using HealthPoint.Generators.CheckList;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace HealthPoint.Generators.Diagnostics;

/// <summary>Compares the project's checks with its <c>HealthChecks.txt</c>, where it has one.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CheckListAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(
        Rules.LostCheck,
        Rules.UnlistedCheck);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();

        // Generated files too: the generator takes checks from them.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName("HealthPoint.HealthCheckAttribute") is not null
                && ListedChecks.Read(start.Options.AdditionalFiles, start.CancellationToken) is { } listed)
            {
                start.RegisterSymbolAction(listed.Review, SymbolKind.Method);
                start.RegisterCompilationEndAction(listed.Report);
            }
        });
    }
}
