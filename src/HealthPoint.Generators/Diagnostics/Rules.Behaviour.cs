using Microsoft.CodeAnalysis;

namespace HealthPoint.Generators.Diagnostics;

/// <content>Rules on what a method does.</content>
internal static partial class Rules
{
    public static readonly DiagnosticDescriptor MissingToken = Create(
        "HP036",
        DiagnosticSeverity.Info,
        "An asynchronous check takes no CancellationToken",
        "'{0}' is asynchronous and takes no CancellationToken, so nothing can stop it at its deadline. Add a CancellationToken parameter, and pass it to what the method awaits.");

    public static readonly DiagnosticDescriptor UnusedToken = Create(
        "HP037",
        DiagnosticSeverity.Info,
        "The CancellationToken is never used",
        "'{0}' never uses its parameter '{1}', so nothing can stop it at its deadline. Pass the token to what the method calls, or remove it.");

    public static readonly DiagnosticDescriptor ConstantResult = Create(
        "HP052",
        DiagnosticSeverity.Info,
        "The result is always the same",
        "'{0}' always gives the same answer, so it tells nobody anything. Look at something that can fail, or remove the attribute.");

    public static readonly DiagnosticDescriptor BlockingCall = Create(
        "HP053",
        DiagnosticSeverity.Info,
        "A call blocks the thread",
        "'{0}' holds a thread with '{1}' while it only waits. {2} instead.");

    public static readonly DiagnosticDescriptor UnusedInstance = Create(
        "HP054",
        DiagnosticSeverity.Info,
        "The method can be static",
        "'{0}' uses nothing of its instance, and yet each run has to find or make one. Make the method static.");

    public static readonly DiagnosticDescriptor OutsideReach = Create(
        "HP060",
        DiagnosticSeverity.Warning,
        "A liveness check reaches outside the process",
        "'{0}' is tagged 'live' and reaches outside the process through '{1}'{2}, so an outage there would restart every instance. Tag it 'ready' instead of 'live'.");

    public static readonly DiagnosticDescriptor SecretDetail = Create(
        "HP065",
        DiagnosticSeverity.Warning,
        "A secret may reach the detail",
        "'{0}' puts '{1}' into {2}, where a secret may be read. Say what is wrong without the value.");

    public static readonly DiagnosticDescriptor LostTask = Create(
        "HP066",
        DiagnosticSeverity.Warning,
        "A task is neither awaited nor returned",
        "'{0}' starts '{1}' and neither awaits nor returns its task, so nobody learns when it fails. Await it.");

    public static readonly DiagnosticDescriptor SwallowedFailure = Create(
        "HP067",
        DiagnosticSeverity.Warning,
        "A catch answers healthy",
        "'{0}' answers healthy where it catches {1}, so it passes because something failed. Return a failing verdict there, or remove the catch, since an exception fails a check.");
}
