using Microsoft.CodeAnalysis;

namespace HealthPoint.Generators.Diagnostics;

/// <content>Rules on what other assemblies bring.</content>
internal static partial class Rules
{
    public static readonly DiagnosticDescriptor UnreachableChecks = Create(
        "HP071",
        DiagnosticSeverity.Warning,
        "Health checks of a referenced assembly cannot be reached",
        "'{0}' was built without HealthPoint's generator: of its health checks, {1} can be called from here and {2} cannot, because they are not public ({3}). Let it reference the package HealthPoint.Abstractions with its analyzers, or make the methods and their types public.",
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor UnusableCheck = Create(
        "HP072",
        DiagnosticSeverity.Warning,
        "A health check of a referenced assembly cannot be used",
        "A health check of '{0}' is left out ({1}): {2}",
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor IncompatibleModule = Create(
        "HP073",
        DiagnosticSeverity.Warning,
        "The health checks of a referenced assembly were built by a newer version",
        "The health checks of '{0}' are left out, because it was built for version {1} of HealthPoint's contract and this project knows version {2}. Reference the HealthPoint packages in the version that '{0}' was built with.",
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor HiddenModule = Create(
        "HP074",
        DiagnosticSeverity.Warning,
        "The health checks of a referenced assembly hide behind an alias",
        "The health checks of '{0}' are left out, because it is referenced under the alias '{1}' alone, where generated code does not find it. Write Aliases=\"global,{1}\" at the reference.",
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor MissingContract = Create(
        "HP075",
        DiagnosticSeverity.Error,
        "HealthPoint.Abstractions is missing or too old",
        "'{0}' would never run, because the HealthPoint.Abstractions that this project references {1}. Reference the package HealthPoint.Abstractions in the version of its generator.",
        customTags: WellKnownDiagnosticTags.CompilationEnd);
}
