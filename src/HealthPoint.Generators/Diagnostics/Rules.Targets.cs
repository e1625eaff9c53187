using Microsoft.CodeAnalysis;

namespace HealthPoint.Generators.Diagnostics;

/// <content>Rules on what may bear an attribute.</content>
internal static partial class Rules
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

    public static readonly DiagnosticDescriptor RepeatedByOverride = new(
        "HP012",
        "A check is repeated by an override",
        "'{0}' overrides '{1}', which is a {2} itself and runs the override where that is the registered service. Remove the attribute from the override.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "HP012.md");

    public static readonly DiagnosticDescriptor RegisteredInstance = new(
        "HP013",
        "The check runs on a registered service",
        "'{0}' runs on the '{1}' that is registered as a service, because {2}. Register '{1}', or a health report says that it is missing.",
        Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "HP013.md");

    public static readonly DiagnosticDescriptor AmbiguousConstructor = new(
        "HP014",
        "The constructor is ambiguous",
        "'{0}' needs an instance, and '{1}' has {2} constructors that could make one. Mark the right one with [ActivatorUtilitiesConstructor].",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "HP014.md",
        customTags: [WellKnownDiagnosticTags.NotConfigurable]);
}
