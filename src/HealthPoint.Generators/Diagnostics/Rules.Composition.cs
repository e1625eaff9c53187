using Microsoft.CodeAnalysis;

namespace HealthPoint.Generators.Diagnostics;

/// <content>Rules on the application that the checks are part of.</content>
internal static partial class Rules
{
    public static readonly DiagnosticDescriptor NeverMapped = Create(
        "HP070",
        DiagnosticSeverity.Info,
        "The health checks are never shown",
        "'{0}' is a health check, but this application never calls AddHealthPoint or MapHealthPoint, so that nobody runs it. Call builder.Services.AddHealthPoint() and app.MapHealthPoint().",
        customTags: WellKnownDiagnosticTags.CompilationEnd);
}
