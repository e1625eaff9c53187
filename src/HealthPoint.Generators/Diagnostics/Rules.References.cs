using Microsoft.CodeAnalysis;

namespace HealthPoint.Generators.Diagnostics;

/// <content>Rules on what other assemblies bring.</content>
internal static partial class Rules
{
    public static readonly DiagnosticDescriptor UnreachableChecks = new(
        "HP071",
        "Health checks of a referenced assembly cannot be reached",
        "'{0}' was built without HealthPoint's generator: of its health checks, {1} can be called from here and {2} cannot, because they are not public ({3}). Let it reference the package HealthPoint.Abstractions with its analyzers, or make the methods and their types public.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "HP071.md",
        customTags: [WellKnownDiagnosticTags.CompilationEnd]);

    public static readonly DiagnosticDescriptor UnusableCheck = new(
        "HP072",
        "A health check of a referenced assembly cannot be used",
        "A health check of '{0}' is left out ({1}): {2}",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "HP072.md",
        customTags: [WellKnownDiagnosticTags.CompilationEnd]);

    public static readonly DiagnosticDescriptor IncompatibleModule = new(
        "HP073",
        "The health checks of a referenced assembly were built by a newer version",
        "The health checks of '{0}' are left out, because it was built for version {1} of HealthPoint's contract and this project knows version {2}. Reference the HealthPoint packages in the version that '{0}' was built with.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "HP073.md",
        customTags: [WellKnownDiagnosticTags.CompilationEnd]);

    public static readonly DiagnosticDescriptor HiddenModule = new(
        "HP074",
        "The health checks of a referenced assembly hide behind an alias",
        "The health checks of '{0}' are left out, because it is referenced under the alias '{1}' alone, where generated code does not find it. Write Aliases=\"global,{1}\" at the reference.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "HP074.md",
        customTags: [WellKnownDiagnosticTags.CompilationEnd]);

    public static readonly DiagnosticDescriptor MissingContract = new(
        "HP075",
        "HealthPoint.Abstractions is missing or too old",
        "'{0}' would never run, because the HealthPoint.Abstractions that this project references {1}. Reference the package HealthPoint.Abstractions in the version of its generator.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "HP075.md",
        customTags: [WellKnownDiagnosticTags.NotConfigurable, WellKnownDiagnosticTags.CompilationEnd]);
}
