using Microsoft.CodeAnalysis;

namespace HealthPoint.Generators.Diagnostics;

/// <content>Rules on the checked-in list of checks.</content>
internal static partial class Rules
{
    public static readonly DiagnosticDescriptor LostCheck = new(
        "HP076",
        "A listed health check is lost",
        "'{0}' stands in {1}, and no method of this project is a health check of that name. Bring the check back, or remove the line if it is gone on purpose.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "HP076.md",
        customTags: [WellKnownDiagnosticTags.NotConfigurable, WellKnownDiagnosticTags.CompilationEnd]);

    public static readonly DiagnosticDescriptor UnlistedCheck = new(
        "HP077",
        "A health check is not listed",
        "'{0}' is the health check '{1}', which {2} does not list, so nobody would notice its loss. Add the line '{1}' to the file.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "HP077.md");
}
