using Microsoft.CodeAnalysis;

namespace HealthPoint.Generators.Diagnostics;

/// <content>Rules on what a method returns.</content>
internal static partial class Rules
{
    public static readonly DiagnosticDescriptor CheckReturnType = new(
        "HP020",
        "A health check cannot return this type",
        "'{0}' returns '{1}', which is no verdict. Return bool, (bool, string?), HealthStatus, HealthCheckResult, nothing, or a Task or ValueTask of one of these.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "HP020.md",
        customTags: [WellKnownDiagnosticTags.NotConfigurable]);

    public static readonly DiagnosticDescriptor AsyncVoid = new(
        "HP021",
        "A health check cannot be async void",
        "'{0}' is async void, so nobody can wait for it and its exception ends the process. Return {1}.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "HP021.md",
        customTags: [WellKnownDiagnosticTags.NotConfigurable]);

    public static readonly DiagnosticDescriptor ReturnsByReference = new(
        "HP022",
        "A health check cannot return by reference",
        "'{0}' returns by reference, and a verdict is a value. Remove the modifier 'ref'.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "HP022.md",
        customTags: [WellKnownDiagnosticTags.NotConfigurable]);

    public static readonly DiagnosticDescriptor Sequence = new(
        "HP023",
        "A health check cannot be an iterator",
        "'{0}' returns '{1}', and a health check has one verdict. Return a bool for all of them, as in 'results.All(ok => ok)'.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "HP023.md",
        customTags: [WellKnownDiagnosticTags.NotConfigurable]);

    public static readonly DiagnosticDescriptor TupleShape = new(
        "HP024",
        "The tuple is not (bool, string)",
        "'{0}' returns '{1}', and the tuple of a health check is a verdict and its detail. Return (bool, string?).",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "HP024.md",
        customTags: [WellKnownDiagnosticTags.NotConfigurable]);

    public static readonly DiagnosticDescriptor NullableTask = new(
        "HP025",
        "The task may be null",
        "'{0}' returns '{1}', and a run that gets no task fails. Remove the '?' behind the task.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "HP025.md");

    public static readonly DiagnosticDescriptor StatReturnType = new(
        "HP026",
        "A health stat cannot return this type",
        "'{0}' returns '{1}', which holds no facts. Return IReadOnlyDictionary<string, object?> or JsonObject, or a Task or ValueTask of one of these.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "HP026.md",
        customTags: [WellKnownDiagnosticTags.NotConfigurable]);
}
