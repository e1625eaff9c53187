using Microsoft.CodeAnalysis;

namespace HealthPoint.Generators.Diagnostics;

/// <content>Rules on what a method takes.</content>
internal static partial class Rules
{
    public static readonly DiagnosticDescriptor ParameterByReference = new(
        "HP030",
        "A parameter is passed by reference",
        "The parameter '{1}' of '{0}' is passed by reference, and there is nothing to refer to. Remove the modifier '{2}'.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "HP030.md",
        customTags: [WellKnownDiagnosticTags.NotConfigurable]);

    public static readonly DiagnosticDescriptor UnstorableParameter = new(
        "HP031",
        "A parameter is a pointer or a ref struct",
        "The parameter '{1}' of '{0}' has the type '{2}', which no service can have. Take a service that holds the data instead.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "HP031.md",
        customTags: [WellKnownDiagnosticTags.NotConfigurable]);

    public static readonly DiagnosticDescriptor ParamsParameter = new(
        "HP032",
        "A parameter takes any number of values",
        "The parameter '{1}' of '{0}' takes any number of values, and nothing says how many. Take an IEnumerable<T>, which is all services of a type.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "HP032.md",
        customTags: [WellKnownDiagnosticTags.NotConfigurable]);

    public static readonly DiagnosticDescriptor NotInjectable = new(
        "HP033",
        "A parameter cannot come from dependency injection",
        "The parameter '{1}' of '{0}' has the type '{2}', which dependency injection cannot supply. {3}.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "HP033.md",
        customTags: [WellKnownDiagnosticTags.NotConfigurable]);

    public static readonly DiagnosticDescriptor SecondToken = new(
        "HP034",
        "There is more than one CancellationToken",
        "'{0}' takes a second CancellationToken, '{1}', and a run has one. Remove the parameter.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "HP034.md",
        customTags: [WellKnownDiagnosticTags.NotConfigurable]);

    public static readonly DiagnosticDescriptor TokenNotLast = new(
        "HP035",
        "The CancellationToken should come last",
        "The CancellationToken '{1}' of '{0}' stands before other parameters, and readers look for it at the end. Make it the last parameter.",
        Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "HP035.md");

    public static readonly DiagnosticDescriptor ServiceKey = new(
        "HP038",
        "The service key is not usable",
        "The service key of the parameter '{1}' of '{0}' {2}. {3}.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "HP038.md");
}
