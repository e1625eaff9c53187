namespace HealthPoint.Configuration;

/// <summary>The settings of one stat.</summary>
public sealed class StatOptions
{
    /// <summary>The values of the stat's arguments, as text, by the parameter's name (ignoring case).</summary>
    public IDictionary<string, string> Arguments { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>A copy that can be changed alone.</summary>
    internal StatOptions Copy()
    {
        var copy = new StatOptions();
        foreach (var (name, value) in Arguments)
        {
            copy.Arguments[name] = value;
        }

        return copy;
    }
}
