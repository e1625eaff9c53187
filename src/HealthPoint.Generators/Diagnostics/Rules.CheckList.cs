using Microsoft.CodeAnalysis;

namespace HealthPoint.Generators.Diagnostics;

/// <content>Rules on the checked-in list of checks.</content>
internal static partial class Rules
{
    public static readonly DiagnosticDescriptor LostCheck = Create(
        "HP076",
        DiagnosticSeverity.Error,
        "A listed health check is lost",
        "'{0}' stands in {1}, and no method of this project is a health check of that name. Bring the check back, or remove the line if it is gone on purpose.",
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor UnlistedCheck = Create(
        "HP077",
        DiagnosticSeverity.Warning,
        "A health check is not listed",
        "'{0}' is the health check '{1}', which {2} does not list, so nobody would notice its loss. Add the line '{1}' to the file.");
}
