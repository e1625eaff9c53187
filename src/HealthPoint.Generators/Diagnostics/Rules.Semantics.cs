using Microsoft.CodeAnalysis;

namespace HealthPoint.Generators.Diagnostics;

/// <content>Rules on what is said of a method and its types elsewhere.</content>
internal static partial class Rules
{
    public static readonly DiagnosticDescriptor Obsolete = Create(
        "HP050",
        DiagnosticSeverity.Warning,
        "The check is obsolete",
        "'{0}' is {1}, and it still runs whenever somebody asks. Remove the attribute [{2}], or [Obsolete] if the {3} is still wanted.");

    public static readonly DiagnosticDescriptor NotTrimSafe = Create(
        "HP051",
        DiagnosticSeverity.Warning,
        "The check is not safe for trimming or AOT",
        "'{0}' needs [{1}], so it may fail in an application that is {2}. Use code that works there, or suppress this warning if the application is never published so.");

    public static readonly DiagnosticDescriptor Experimental = Create(
        "HP055",
        DiagnosticSeverity.Info,
        "The check uses an experimental API",
        "'{0}' {1}, and generated code calls it without that warning. {2}.");
}
