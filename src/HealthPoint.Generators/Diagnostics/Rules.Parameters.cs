using Microsoft.CodeAnalysis;

namespace HealthPoint.Generators.Diagnostics;

/// <content>Rules on what a method takes.</content>
internal static partial class Rules
{
    public static readonly DiagnosticDescriptor ParameterByReference = Create(
        "HP030",
        DiagnosticSeverity.Error,
        "A parameter is passed by reference",
        "The parameter '{1}' of '{0}' is passed by reference, and there is nothing to refer to. Remove the modifier '{2}'.");

    public static readonly DiagnosticDescriptor UnstorableParameter = Create(
        "HP031",
        DiagnosticSeverity.Error,
        "A parameter is a pointer or a ref struct",
        "The parameter '{1}' of '{0}' has the type '{2}', which no service can have. Take a service that holds the data instead.");

    public static readonly DiagnosticDescriptor ParamsParameter = Create(
        "HP032",
        DiagnosticSeverity.Error,
        "A parameter takes any number of values",
        "The parameter '{1}' of '{0}' takes any number of values, and nothing says how many. Take an IEnumerable<T>, which is all services of a type.");

    public static readonly DiagnosticDescriptor NotInjectable = Create(
        "HP033",
        DiagnosticSeverity.Error,
        "A parameter cannot come from dependency injection",
        "The parameter '{1}' of '{0}' has the type '{2}', which dependency injection cannot supply. {3}.");

    public static readonly DiagnosticDescriptor SecondToken = Create(
        "HP034",
        DiagnosticSeverity.Error,
        "There is more than one CancellationToken",
        "'{0}' takes a second CancellationToken, '{1}', and a run has one. Remove the parameter.");

    public static readonly DiagnosticDescriptor TokenNotLast = Create(
        "HP035",
        DiagnosticSeverity.Info,
        "The CancellationToken should come last",
        "The CancellationToken '{1}' of '{0}' stands before other parameters, and readers look for it at the end. Make it the last parameter.");

    public static readonly DiagnosticDescriptor ServiceKey = Create(
        "HP038",
        DiagnosticSeverity.Warning,
        "The service key is not usable",
        "The service key of the parameter '{1}' of '{0}' {2}. {3}.");
}
