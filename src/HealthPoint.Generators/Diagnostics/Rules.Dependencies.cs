using Microsoft.CodeAnalysis;

namespace HealthPoint.Generators.Diagnostics;

/// <content>Rules on the checks of an assembly together: deadlines and dependencies.</content>
internal static partial class Rules
{
    public static readonly DiagnosticDescriptor Deadline = new(
        "HP061",
        "A deadline cannot hold",
        "'{0}' has {1}, but {2}. {3}.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "HP061.md",
        customTags: [WellKnownDiagnosticTags.CompilationEnd]);

    public static readonly DiagnosticDescriptor UnknownDependency = new(
        "HP062",
        "DependsOn may name no check",
        "'{0}' depends on '{1}', which {2}. {3}.",
        Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "HP062.md",
        customTags: [WellKnownDiagnosticTags.CompilationEnd]);

    public static readonly DiagnosticDescriptor Cycle = new(
        "HP063",
        "Health checks depend on each other in a circle",
        "'{0}' depends on itself in the end, so that none of these checks could ever run: {1}. Remove one DependsOn of them.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "HP063.md",
        customTags: [WellKnownDiagnosticTags.NotConfigurable, WellKnownDiagnosticTags.CompilationEnd]);

    public static readonly DiagnosticDescriptor LiveDependency = new(
        "HP064",
        "A live check depends on one that is not live",
        "'{0}' is tagged 'live' and depends on '{1}', which is not, so that a failure there would restart the application. Remove the dependency, or tag '{1}' as 'live' too if it looks at nothing outside the process.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "HP064.md",
        customTags: [WellKnownDiagnosticTags.CompilationEnd]);
}
