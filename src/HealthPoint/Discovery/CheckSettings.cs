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

    /// <summary>The check's registration as these settings say, for predicates and for foreign checks.</summary>
    public required HealthCheckRegistration Registration { get; init; }

    /// <summary>Lays the configuration over what the check declares.</summary>
    /// <exception cref="FormatException">An argument is missing, unknown, or does not parse.</exception>
    public static CheckSettings Resolve(Check check, HealthCheckRegistration registration, HealthPointOptions options)
    {
        var configured = options.Checks.TryGetValue(check.Name, out var found) ? found : new CheckOptions();
        var timeout = configured.Timeout ?? check.Declared.Timeout ?? options.DefaultTimeout;
        var failureStatus = configured.FailureStatus ?? check.Declared.FailureStatus ?? HealthStatus.Unhealthy;
        string[] tags = [.. configured.Tags ?? check.Declared.Tags ?? []];
        return new CheckSettings
        {
            Enabled = configured.Enabled ?? check.Declared.Enabled ?? true,
            Silenced = options.Silenced.Contains(check.Name, StringComparer.OrdinalIgnoreCase),
            Timeout = timeout,
            FailureStatus = failureStatus,
            Tags = tags,
            Registration = new HealthCheckRegistration(check.Name, registration.Factory, failureStatus, tags, timeout)
            {
                Delay = registration.Delay,
                Period = registration.Period,
            },
            Arguments = ArgumentValues.Read($"Checks:{check.Name}", check.Arguments, configured.Arguments),
        };
    }
}
