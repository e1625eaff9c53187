using Microsoft.CodeAnalysis;

namespace HealthPoint.Generators.Diagnostics;

/// <content>Rules on what a method returns.</content>
internal static partial class Rules
{
    public static readonly DiagnosticDescriptor CheckReturnType = Create(
        "HP020",
        DiagnosticSeverity.Error,
        "A health check cannot return this type",
        "'{0}' returns '{1}', which is no verdict. Return bool, (bool, string?), HealthStatus, HealthCheckResult, nothing, or a Task or ValueTask of one of these.");

    public static readonly DiagnosticDescriptor AsyncVoid = Create(
        "HP021",
        DiagnosticSeverity.Error,
        "A health check cannot be async void",
        "'{0}' is async void, so nobody can wait for it and its exception ends the process. Return {1}.");

    public static readonly DiagnosticDescriptor ReturnsByReference = Create(
        "HP022",
        DiagnosticSeverity.Error,
        "A health check cannot return by reference",
        "'{0}' returns by reference, and a verdict is a value. Remove the modifier 'ref'.");

    public static readonly DiagnosticDescriptor Sequence = Create(
        "HP023",
        DiagnosticSeverity.Error,
        "A health check cannot be an iterator",
        "'{0}' returns '{1}', and a health check has one verdict. Return a bool for all of them, as in 'results.All(ok => ok)'.");

    public static readonly DiagnosticDescriptor TupleShape = Create(
        "HP024",
        DiagnosticSeverity.Error,
        "The tuple is not (bool, string)",
        "'{0}' returns '{1}', and the tuple of a health check is a verdict and its detail. Return (bool, string?).");

    public static readonly DiagnosticDescriptor NullableTask = Create(
        "HP025",
        DiagnosticSeverity.Warning,
        "The task may be null",
        "'{0}' returns '{1}', and a run that gets no task fails. Remove the '?' behind the task.");

    public static readonly DiagnosticDescriptor StatReturnType = Create(
        "HP026",
        DiagnosticSeverity.Error,
        "A health stat cannot return this type",
        "'{0}' returns '{1}', which holds no facts. Return IReadOnlyDictionary<string, object?> or JsonObject, or a Task or ValueTask of one of these.");
}
