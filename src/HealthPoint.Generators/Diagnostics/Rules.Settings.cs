using Microsoft.CodeAnalysis;

namespace HealthPoint.Generators.Diagnostics;

/// <content>Rules on what the attribute says.</content>
internal static partial class Rules
{
    public static readonly DiagnosticDescriptor Name = new(
        "HP040",
        "The name is invalid",
        "The name of '{0}' {1}. Write one of 1 to 128 characters without control characters, '/', ':' and '__'.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "HP040.md",
        customTags: [WellKnownDiagnosticTags.NotConfigurable]);

    public static readonly DiagnosticDescriptor DuplicateName = new(
        "HP041",
        "The name stands twice",
        "'{0}' has the name '{1}', which {2} has too. Write a name of its own in the attribute.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "HP041.md",
        customTags: [WellKnownDiagnosticTags.NotConfigurable, WellKnownDiagnosticTags.CompilationEnd]);

    public static readonly DiagnosticDescriptor Number = new(
        "HP042",
        "A number of the attribute is invalid",
        "{1} of '{0}' is {2}. Write {3}, or remove it.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "HP042.md",
        customTags: [WellKnownDiagnosticTags.NotConfigurable]);

    public static readonly DiagnosticDescriptor Tag = new(
        "HP043",
        "A tag is invalid",
        "{1} of '{0}' {2}. {3}.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "HP043.md");

    public static readonly DiagnosticDescriptor ThresholdWithoutPace = new(
        "HP044",
        "A failure threshold needs a cache or refresh period",
        "FailureThreshold of '{0}' is {1}, which needs CacheSeconds or RefreshSeconds above zero: otherwise callers that ask often would turn the verdict at once. Set one of these, or remove FailureThreshold.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "HP044.md",
        customTags: [WellKnownDiagnosticTags.NotConfigurable]);

    public static readonly DiagnosticDescriptor FailureStatus = new(
        "HP045",
        "The failure status is no failure",
        "FailureStatus of '{0}' is {1}, so a failure would not be one. Write HealthStatus.Unhealthy or HealthStatus.Degraded.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "HP045.md",
        customTags: [WellKnownDiagnosticTags.NotConfigurable]);
}
