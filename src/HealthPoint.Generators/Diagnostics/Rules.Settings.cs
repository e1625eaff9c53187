using Microsoft.CodeAnalysis;

namespace HealthPoint.Generators.Diagnostics;

/// <content>Rules on what the attribute says.</content>
internal static partial class Rules
{
    public static readonly DiagnosticDescriptor Name = Create(
        "HP040",
        DiagnosticSeverity.Error,
        "The name is invalid",
        "The name of '{0}' {1}. Write one of 1 to 128 characters without control characters, '/', ':' and '__'.");

    public static readonly DiagnosticDescriptor DuplicateName = Create(
        "HP041",
        DiagnosticSeverity.Error,
        "The name stands twice",
        "'{0}' has the name '{1}', which {2} has too. Write a name of its own in the attribute.",
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor Number = Create(
        "HP042",
        DiagnosticSeverity.Error,
        "A number of the attribute is invalid",
        "{1} of '{0}' is {2}. Write {3}, or remove it.");

    public static readonly DiagnosticDescriptor Tag = Create(
        "HP043",
        DiagnosticSeverity.Warning,
        "A tag is invalid",
        "{1} of '{0}' {2}. {3}.");

    public static readonly DiagnosticDescriptor ThresholdWithoutPace = Create(
        "HP044",
        DiagnosticSeverity.Error,
        "A failure threshold needs a cache or refresh period",
        "FailureThreshold of '{0}' is {1}, which needs CacheSeconds or RefreshSeconds above zero: otherwise callers that ask often would turn the verdict at once. Set one of these, or remove FailureThreshold.");

    public static readonly DiagnosticDescriptor FailureStatus = Create(
        "HP045",
        DiagnosticSeverity.Error,
        "The failure status is no failure",
        "FailureStatus of '{0}' is {1}, so a failure would not be one. Write HealthStatus.Unhealthy or HealthStatus.Degraded.");
}
