using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint;

/// <summary>
/// Marks a method as a health check. The source generator finds it while the assembly compiles; the application's
/// <c>/health/</c> endpoint runs it.
/// </summary>
/// <remarks>
/// <para>
/// The method returns <see cref="bool"/>, <c>(bool, string?)</c>, <see cref="HealthStatus"/>,
/// <see cref="HealthCheckResult"/>, nothing, or a <see cref="Task"/> or <see cref="ValueTask"/> of one of these; it
/// throws to fail. It is static, or an instance method of a type that dependency injection or generated code can
/// construct; <see langword="internal"/> is enough. Its parameters are services (also <c>[FromKeyedServices]</c>), a
/// <see cref="CancellationToken"/>, and arguments of simple types that come from the configuration
/// <c>HealthPoint:Checks:&lt;name&gt;:Arguments:&lt;parameter&gt;</c> or from the parameter's default value.
/// </para>
/// <para>
/// The attribute may stand several times: one method, several checks, each with a name and arguments of its own.
/// Code beats the attribute, and configuration beats code.
/// </para>
/// </remarks>
/// <param name="name">The check's name, or <see langword="null"/> for <c>Namespace.Type.Method</c>.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class HealthCheckAttribute(string? name = null) : Attribute
{
    /// <summary>
    /// The check's name: unique within the application (ignoring case), at most 128 characters, without control
    /// characters, <c>/</c>, <c>:</c> and <c>__</c>. Default: <c>Namespace.Type.Method</c>, nested types joined by
    /// a dot.
    /// </summary>
    public string? Name { get; } = name;

    /// <summary>
    /// What the check belongs to: <see cref="HealthTags"/>, or tags of your own. <c>health</c>, <c>stats</c> and
    /// <c>api</c> are reserved. Default: none.
    /// </summary>
    public string[] Tags { get; set; } = [];

    /// <summary>
    /// The hard deadline in seconds, counted from the moment a report asks for the check; more than 0, at most 3600.
    /// Default: the application's <c>HealthPoint:DefaultTimeout</c>.
    /// </summary>
    public double TimeoutSeconds { get; set; }

    /// <summary>
    /// For how many seconds after its run a result may be served again; 0, when written, means "never".
    /// Default: the application's <c>HealthPoint:CacheDuration</c>.
    /// </summary>
    public double CacheSeconds { get; set; }

    /// <summary>
    /// The period, in seconds, at which the check runs in the background instead of per request; at least 0.01. A result
    /// older than two periods fails. Default: the check does not run in the background.
    /// </summary>
    public double RefreshSeconds { get; set; }

    /// <summary>
    /// How many failed runs in a row turn a good verdict into a bad one; one good run turns it back. A value above 1 needs a
    /// cache or a refresh period, so that callers cannot hurry the count. Default: 1.
    /// </summary>
    public int FailureThreshold { get; set; } = 1;

    /// <summary>
    /// What a failure means: <see cref="HealthStatus.Unhealthy"/>, or <see cref="HealthStatus.Degraded"/> for a mere
    /// warning. Default: <see cref="HealthStatus.Unhealthy"/>.
    /// </summary>
    public HealthStatus FailureStatus { get; set; } = HealthStatus.Unhealthy;

    /// <summary>
    /// Names of the checks without which this check says nothing: while one of them is unhealthy, this check does not run and
    /// reads <c>skipped</c>. Default: none.
    /// </summary>
    public string[] DependsOn { get; set; } = [];
}
