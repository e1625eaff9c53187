using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint;

/// <summary>How one check runs now: its attribute, then code, then configuration. Immutable; a reload makes a new one.</summary>
internal sealed record CheckSettings
{
    public required bool Enabled { get; init; }

    public required bool Silenced { get; init; }

    public required TimeSpan Timeout { get; init; }

    public required HealthStatus FailureStatus { get; init; }

    public required IReadOnlyList<string> Tags { get; init; }

    public required IReadOnlyList<object?> Arguments { get; init; }

    /// <summary>Lays the configuration over what the check declares.</summary>
    /// <exception cref="FormatException">An argument is missing, unknown, or does not parse.</exception>
    public static CheckSettings Resolve(Check check, HealthPointOptions options)
    {
        var configured = options.Checks.TryGetValue(check.Name, out var found) ? found : new CheckOptions();
        return new CheckSettings
        {
            Enabled = configured.Enabled ?? check.Declared.Enabled ?? true,
            Silenced = options.Silenced.Contains(check.Name, StringComparer.OrdinalIgnoreCase),
            Timeout = configured.Timeout ?? check.Declared.Timeout ?? options.DefaultTimeout,
            FailureStatus = configured.FailureStatus ?? check.Declared.FailureStatus ?? HealthStatus.Unhealthy,
            Tags = [.. configured.Tags ?? check.Declared.Tags ?? []],
            Arguments = ArgumentValues.Read($"Checks:{check.Name}", check.Arguments, configured.Arguments),
        };
    }
}
