using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace HealthPoint.Generators.Diagnostics;

/// <summary>
/// Every rule. A message says what is wrong with the method it names, then what to do. An error is not configurable,
/// because a check that is silently left out is worse than a build that fails.
/// </summary>
internal static class Rules
{
    public static readonly DiagnosticDescriptor NotOrdinary = new(
        "HP001",
        "A health check must be an ordinary method",
        "'{0}' is {1}, and only an ordinary method can be a {2}. Move its code to a method of its own and mark that.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "HP001.md",
        customTags: [WellKnownDiagnosticTags.NotConfigurable]);

    public static readonly DiagnosticDescriptor LocalFunction = new(
        "HP002",
        "A local function or lambda cannot be a health check",
        "{0} cannot be called from outside the method that holds it. Make it a static method of a type.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "HP002.md",
        customTags: [WellKnownDiagnosticTags.NotConfigurable]);

    public static readonly DiagnosticDescriptor GenericMethod = new(
        "HP003",
        "A health check cannot be generic",
        "'{0}' has type parameters, and nothing says what to put in for them. Remove the type parameters.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "HP003.md",
        customTags: [WellKnownDiagnosticTags.NotConfigurable]);

    public static readonly DiagnosticDescriptor GenericType = new(
        "HP004",
        "The containing type is an open generic",
        "'{0}' is a member of the generic type '{1}', and nothing says what to put in for its type parameters. Move the method to a type that is not generic.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "HP004.md",
        customTags: [WellKnownDiagnosticTags.NotConfigurable]);

    public static readonly DiagnosticDescriptor Inaccessible = new(
        "HP005",
        "The health check is not accessible to generated code",
        "'{0}' is {1}, so generated code cannot call it. Make {2} internal.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "HP005.md",
        customTags: [WellKnownDiagnosticTags.NotConfigurable]);

    public static readonly DiagnosticDescriptor FileLocal = new(
        "HP006",
        "The containing type is file-local",
        "'{0}' is a member of the file-local type '{1}', which generated code cannot see. Remove the modifier 'file'.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "HP006.md",
        customTags: [WellKnownDiagnosticTags.NotConfigurable]);

    public static readonly DiagnosticDescriptor ValueType = new(
        "HP007",
        "A value type cannot be resolved as a service",
        "'{0}' is an instance method of the value type '{1}', which can be no service. Make the method static.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "HP007.md",
        customTags: [WellKnownDiagnosticTags.NotConfigurable]);

    public static readonly DiagnosticDescriptor StaticAbstract = new(
        "HP008",
        "A static abstract or virtual interface member cannot be called",
        "'{0}' is a static {1} interface member, which can be called through a type argument only. Move the attribute to the method of a type that implements it.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "HP008.md",
        customTags: [WellKnownDiagnosticTags.NotConfigurable]);

    public static readonly DiagnosticDescriptor ExtensionMember = new(
        "HP009",
        "A member of an extension block cannot be a health check",
        "'{0}' is a member of an extension block, so it is called on a receiver that a health check does not have. Make it an ordinary static method.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "HP009.md",
        customTags: [WellKnownDiagnosticTags.NotConfigurable]);

    public static readonly DiagnosticDescriptor ExplicitImplementation = new(
        "HP010",
        "An explicit interface implementation cannot be called by its name",
        "'{0}' implements an interface explicitly, so it cannot be called by its name. Move the attribute to the interface's member.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "HP010.md",
        customTags: [WellKnownDiagnosticTags.NotConfigurable]);

    public static readonly DiagnosticDescriptor NotCallable = new(
        "HP011",
        "The method cannot be called from generated code",
        "Generated code cannot call '{0}', because {1}. Remove {2}.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "HP011.md",
        customTags: [WellKnownDiagnosticTags.NotConfigurable]);

    public static readonly DiagnosticDescriptor AmbiguousConstructor = new(
        "HP014",
        "The constructor is ambiguous",
        "'{0}' needs an instance, and '{1}' has {2} constructors that could make one. Mark the right one with [ActivatorUtilitiesConstructor].",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "HP014.md",
        customTags: [WellKnownDiagnosticTags.NotConfigurable]);

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

    public static readonly DiagnosticDescriptor StatReturnType = new(
        "HP026",
        "A health stat cannot return this type",
        "'{0}' returns '{1}', which holds no facts. Return IReadOnlyDictionary<string, object?> or JsonObject, or a Task or ValueTask of one of these.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "HP026.md",
        customTags: [WellKnownDiagnosticTags.NotConfigurable]);

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

    public static readonly DiagnosticDescriptor Name = new(
        "HP040",
        "The name is invalid",
        "The name of '{0}' {1}. Write one of 1 to 128 characters without control characters, '/', ':' and '__'.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "HP040.md",
        customTags: [WellKnownDiagnosticTags.NotConfigurable]);

    public static readonly DiagnosticDescriptor DuplicateName = new(
        "HP041",
        "The name stands twice",
        "'{0}' has the name '{1}', which {2} has too. Write a name of its own in the attribute.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "HP041.md",
        customTags: [WellKnownDiagnosticTags.NotConfigurable, WellKnownDiagnosticTags.CompilationEnd]);

    public static readonly DiagnosticDescriptor Number = new(
        "HP042",
        "A number of the attribute is invalid",
        "{1} of '{0}' is {2}. Write {3}, or remove it.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "HP042.md",
        customTags: [WellKnownDiagnosticTags.NotConfigurable]);

    public static readonly DiagnosticDescriptor FailureStatus = new(
        "HP045",
        "The failure status is no failure",
        "FailureStatus of '{0}' is {1}, so a failure would not be one. Write HealthStatus.Unhealthy or HealthStatus.Degraded.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "HP045.md",
        customTags: [WellKnownDiagnosticTags.NotConfigurable]);

    /// <summary>All rules, in the order of their ids.</summary>
    public static readonly ImmutableArray<DiagnosticDescriptor> All = ImmutableArray.Create(
        NotOrdinary,
        LocalFunction,
        GenericMethod,
        GenericType,
        Inaccessible,
        FileLocal,
        ValueType,
        StaticAbstract,
        ExtensionMember,
        ExplicitImplementation,
        NotCallable,
        AmbiguousConstructor,
        CheckReturnType,
        AsyncVoid,
        ReturnsByReference,
        Sequence,
        TupleShape,
        StatReturnType,
        ParameterByReference,
        UnstorableParameter,
        ParamsParameter,
        NotInjectable,
        SecondToken,
        Name,
        DuplicateName,
        Number,
        FailureStatus);

    private const string Category = "HealthPoint";

    private const string Pages = "https://github.com/healthpoint/healthpoint/blob/main/docs/diagnostics/";
}
