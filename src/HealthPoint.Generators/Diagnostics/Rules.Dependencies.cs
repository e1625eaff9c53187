using Microsoft.CodeAnalysis;

namespace HealthPoint.Generators.Diagnostics;

/// <content>Rules on the checks of an assembly together: deadlines and dependencies.</content>
internal static partial class Rules
{
    public static readonly DiagnosticDescriptor Deadline = Create(
        "HP061",
        DiagnosticSeverity.Warning,
        "A deadline cannot hold",
        "'{0}' has {1}, but {2}. {3}.",
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor UnknownDependency = Create(
        "HP062",
        DiagnosticSeverity.Info,
        "DependsOn may name no check",
        "'{0}' depends on '{1}', which {2}. {3}.",
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor Cycle = Create(
        "HP063",
        DiagnosticSeverity.Error,
        "Health checks depend on each other in a circle",
        "'{0}' depends on itself in the end, so that none of these checks could ever run: {1}. Remove one DependsOn of them.",
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor LiveDependency = Create(
        "HP064",
        DiagnosticSeverity.Warning,
        "A live check depends on one that is not live",
        "'{0}' is tagged 'live' and depends on '{1}', which is not, so that a failure there would restart the application. Remove the dependency, or tag '{1}' as 'live' too if it looks at nothing outside the process.",
        customTags: WellKnownDiagnosticTags.CompilationEnd);
}
