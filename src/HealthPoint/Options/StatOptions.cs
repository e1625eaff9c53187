namespace HealthPoint;

/// <summary>The settings of one stat.</summary>
public sealed class StatOptions
{
    /// <summary>The values of the stat's arguments, as text, by the parameter's name (ignoring case).</summary>
    public IDictionary<string, string> Arguments { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
}
