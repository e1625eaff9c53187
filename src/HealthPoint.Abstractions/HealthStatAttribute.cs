namespace HealthPoint;

/// <summary>
/// Marks a method as a health stat: facts about the service, not a verdict. The method takes what a
/// <see cref="HealthCheckAttribute">health check</see> takes (its arguments come from
/// <c>HealthPoint:Stats:&lt;name&gt;:Arguments</c>) and returns <c>IReadOnlyDictionary&lt;string, object?&gt;</c> or
/// <see cref="System.Text.Json.Nodes.JsonObject"/>, or a <see cref="Task"/> or <see cref="ValueTask"/> of one of these.
/// Stats are found and reviewed; no endpoint shows them yet.
/// </summary>
/// <param name="name">The stat's name, or <see langword="null"/> for <c>Namespace.Type.Method</c>.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class HealthStatAttribute(string? name = null) : Attribute
{
    /// <summary>
    /// The stat's name, under the rules of <see cref="HealthCheckAttribute.Name"/>. Stats and checks have separate names.
    /// </summary>
    public string? Name { get; } = name;

    /// <summary>The groups the stat belongs to. Default: none.</summary>
    public string[] Tags { get; set; } = [];

    /// <summary>
    /// The hard deadline in seconds; more than 0, at most 3600. Default: the application's <c>HealthPoint:DefaultTimeout</c>.
    /// </summary>
    public double TimeoutSeconds { get; set; }

    /// <summary>
    /// For how many seconds after its run the facts may be served again; 0, when written, means "never".
    /// Default: the application's <c>HealthPoint:CacheDuration</c>.
    /// </summary>
    public double CacheSeconds { get; set; }
}
