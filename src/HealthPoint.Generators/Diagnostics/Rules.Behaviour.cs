using Microsoft.CodeAnalysis;

namespace HealthPoint.Generators.Diagnostics;

/// <content>Rules on what a method does.</content>
internal static partial class Rules
{
    public static readonly DiagnosticDescriptor MissingToken = new(
        "HP036",
        "An asynchronous check takes no CancellationToken",
        "'{0}' is asynchronous and takes no CancellationToken, so nothing can stop it at its deadline. Add a CancellationToken parameter, and pass it to what the method awaits.",
        Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "HP036.md");

    public static readonly DiagnosticDescriptor UnusedToken = new(
        "HP037",
        "The CancellationToken is never used",
        "'{0}' never uses its parameter '{1}', so nothing can stop it at its deadline. Pass the token to what the method calls, or remove it.",
        Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "HP037.md");

    public static readonly DiagnosticDescriptor ConstantResult = new(
        "HP052",
        "The result is always the same",
        "'{0}' always gives the same answer, so it tells nobody anything. Look at something that can fail, or remove the attribute.",
        Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "HP052.md");

    public static readonly DiagnosticDescriptor BlockingCall = new(
        "HP053",
        "A call blocks the thread",
        "'{0}' holds a thread with '{1}' while it only waits. {2} instead.",
        Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "HP053.md");

    public static readonly DiagnosticDescriptor UnusedInstance = new(
        "HP054",
        "The method can be static",
        "'{0}' uses nothing of its instance, and yet each run has to find or make one. Make the method static.",
        Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "HP054.md");

    public static readonly DiagnosticDescriptor OutsideReach = new(
        "HP060",
        "A liveness check reaches outside the process",
        "'{0}' is tagged 'live' and reaches outside the process through '{1}'{2}, so an outage there would restart every instance. Tag it 'ready' instead of 'live'.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "HP060.md");

    public static readonly DiagnosticDescriptor SecretDetail = new(
        "HP065",
        "A secret may reach the detail",
        "'{0}' puts '{1}' into {2}, where a secret may be read. Say what is wrong without the value.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "HP065.md");

    public static readonly DiagnosticDescriptor LostTask = new(
        "HP066",
        "A task is neither awaited nor returned",
        "'{0}' starts '{1}' and neither awaits nor returns its task, so nobody learns when it fails. Await it.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "HP066.md");

    public static readonly DiagnosticDescriptor SwallowedFailure = new(
        "HP067",
        "A catch answers healthy",
        "'{0}' answers healthy where it catches {1}, so it passes because something failed. Return a failing verdict there, or remove the catch, since an exception fails a check.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "HP067.md");
}
