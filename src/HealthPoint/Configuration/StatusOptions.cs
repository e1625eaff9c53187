namespace HealthPoint.Configuration;

/// <summary>The settings of the status site and its API.</summary>
public sealed class StatusOptions
{
    /// <summary>Whether all callers may see it. Default: <see langword="false"/>, viewers only.</summary>
    public bool Public { get; set; }
}
