using Microsoft.CodeAnalysis;

namespace HealthPoint.Generators.Diagnostics;

/// <content>Rules on what may bear an attribute.</content>
internal static partial class Rules
{
    public static readonly DiagnosticDescriptor NotOrdinary = Create(
        "HP001",
        DiagnosticSeverity.Error,
        "A health check must be an ordinary method",
        "'{0}' is {1}, and only an ordinary method can be a {2}. Move its code to a method of its own and mark that.");

    public static readonly DiagnosticDescriptor LocalFunction = Create(
        "HP002",
        DiagnosticSeverity.Error,
        "A local function or lambda cannot be a health check",
        "{0} cannot be called from outside the method that holds it. Make it a static method of a type.");

    public static readonly DiagnosticDescriptor GenericMethod = Create(
        "HP003",
        DiagnosticSeverity.Error,
        "A health check cannot be generic",
        "'{0}' has type parameters, and nothing says what to put in for them. Remove the type parameters.");

    public static readonly DiagnosticDescriptor GenericType = Create(
        "HP004",
        DiagnosticSeverity.Error,
        "The containing type is an open generic",
        "'{0}' is a member of the generic type '{1}', and nothing says what to put in for its type parameters. Move the method to a type that is not generic.");

    public static readonly DiagnosticDescriptor Inaccessible = Create(
        "HP005",
        DiagnosticSeverity.Error,
        "The health check is not accessible to generated code",
        "'{0}' is {1}, so generated code cannot call it. Make {2} internal.");

    public static readonly DiagnosticDescriptor FileLocal = Create(
        "HP006",
        DiagnosticSeverity.Error,
        "The containing type is file-local",
        "'{0}' is a member of the file-local type '{1}', which generated code cannot see. Remove the modifier 'file'.");

    public static readonly DiagnosticDescriptor ValueType = Create(
        "HP007",
        DiagnosticSeverity.Error,
        "A value type cannot be resolved as a service",
        "'{0}' is an instance method of the value type '{1}', which can be no service. Make the method static.");

    public static readonly DiagnosticDescriptor StaticAbstract = Create(
        "HP008",
        DiagnosticSeverity.Error,
        "A static abstract or virtual interface member cannot be called",
        "'{0}' is a static {1} interface member, which can be called through a type argument only. Move the attribute to the method of a type that implements it.");

    public static readonly DiagnosticDescriptor ExtensionMember = Create(
        "HP009",
        DiagnosticSeverity.Error,
        "A member of an extension block cannot be a health check",
        "'{0}' is a member of an extension block, so it is called on a receiver that a health check does not have. Make it an ordinary static method.");

    public static readonly DiagnosticDescriptor ExplicitImplementation = Create(
        "HP010",
        DiagnosticSeverity.Error,
        "An explicit interface implementation cannot be called by its name",
        "'{0}' implements an interface explicitly, so it cannot be called by its name. Move the attribute to the interface's member.");

    public static readonly DiagnosticDescriptor NotCallable = Create(
        "HP011",
        DiagnosticSeverity.Error,
        "The method cannot be called from generated code",
        "Generated code cannot call '{0}', because {1}. Remove {2}.");

    public static readonly DiagnosticDescriptor RepeatedByOverride = Create(
        "HP012",
        DiagnosticSeverity.Warning,
        "A check is repeated by an override",
        "'{0}' overrides '{1}', which is a {2} itself and runs the override where that is the registered service. Remove the attribute from the override.");

    public static readonly DiagnosticDescriptor RegisteredInstance = Create(
        "HP013",
        DiagnosticSeverity.Info,
        "The check runs on a registered service",
        "'{0}' runs on the '{1}' that is registered as a service, because {2}. Register '{1}', or a health report says that it is missing.");

    public static readonly DiagnosticDescriptor AmbiguousConstructor = Create(
        "HP014",
        DiagnosticSeverity.Error,
        "The constructor is ambiguous",
        "'{0}' needs an instance, and '{1}' has {2} constructors that could make one. Mark the right one with [ActivatorUtilitiesConstructor].");
}
