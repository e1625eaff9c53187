using System.Collections.Immutable;
using HealthPoint.Generators.References;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace HealthPoint.Generators.Diagnostics;

/// <summary>
/// Tells which checks of other assemblies the module of an application lacks, and why. A library in the middle is silent: its
/// application references the same assemblies, and each loss is told once.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ReferenceAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(
        Rules.UnreachableChecks,
        Rules.UnusableCheck,
        Rules.IncompatibleModule,
        Rules.HiddenModule,
        Rules.MissingContract);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName("HealthPoint.HealthCheckAttribute") is null)
            {
                return;
            }

            var project = ProjectReader.Read(start.Compilation, start.CancellationToken);
            if (!project.SeesContract)
            {
                var lost = new ChecksWithoutContract(project);
                start.RegisterSymbolAction(lost.Add, SymbolKind.Method);
                start.RegisterCompilationEndAction(lost.Report);
            }
            else if (project.IsExecutable && SeesRuntime(start.Compilation) && !TestProject.Is(start.Compilation, start.Options))
            {
                start.RegisterCompilationEndAction(end => new ReferenceReview(project, end).Report());
            }
        });
    }

    /// <summary>Whether the project can run checks at all; a tool that shares a library with the application cannot.</summary>
    private static bool SeesRuntime(Compilation compilation)
    {
        foreach (var reference in compilation.ReferencedAssemblyNames)
        {
            if (string.Equals(reference.Name, "HealthPoint", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
