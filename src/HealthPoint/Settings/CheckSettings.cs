using HealthPoint.Configuration;
using HealthPoint.Discovery;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Settings;

/// <summary>How one check runs now. Configuration overrides code, and code overrides its attribute. Immutable; a reload makes a new object.</summary>
internal sealed record CheckSettings
{
    /// <summary>The part by which a refresh period varies, so that instances that started together do not run in step.</summary>
    public const double RefreshJitter = 0.1;

    public required bool Enabled { get; init; }

    public required bool Silenced { get; init; }

    public required TimeSpan Timeout { get; init; }

    /// <summary>How long a result is served again; zero means never.</summary>
    public required TimeSpan CacheDuration { get; init; }

    /// <summary>The period of background runs; <see langword="null"/> where the check runs when a caller asks.</summary>
    public required TimeSpan? RefreshPeriod { get; init; }

    /// <summary>How many failed runs in a row turn a good verdict.</summary>
    public required int FailureThreshold { get; init; }

    public required HealthStatus FailureStatus { get; init; }

    public required IReadOnlyList<string> Tags { get; init; }

    public required IReadOnlyList<object?> Arguments { get; init; }

    /// <summary>The check's registration with these settings, for predicates and for foreign checks.</summary>
    public required HealthCheckRegistration Registration { get; init; }

    /// <summary>The least time between two runs, however many callers ask. A failure that comes from no run counts at most once in it.</summary>
    public TimeSpan Pace => RefreshPeriod is { } period ? period * (1 - RefreshJitter) : CacheDuration;

    /// <summary>Lays the configuration over what the check declares.</summary>
    /// <param name="check">The check.</param>
    /// <param name="registration">Its registration, as it was at start-up.</param>
    /// <param name="options">The options. They may have mistakes, which the validators report.</param>
    /// <param name="mistakes">
    /// Takes the mistakes: an argument is missing, unknown, or does not parse; or values that are valid by themselves make no
    /// sense together.
    /// </param>
    public static CheckSettings Resolve(Check check, HealthCheckRegistration registration, HealthPointOptions options, List<string> mistakes)
    {
        var configured = options.Checks.TryGetValue(check.Name, out var found) ? found : CheckOptions.None;
        var timeout = configured.Timeout ?? check.Declared.Timeout ?? options.DefaultTimeout;
        var failureStatus = configured.FailureStatus ?? check.Declared.FailureStatus ?? HealthStatus.Unhealthy;
        var cacheDuration = configured.CacheDuration ?? check.Declared.CacheDuration ?? options.CacheDuration;
        var refreshPeriod = configured.RefreshPeriod ?? check.Declared.RefreshPeriod;
        var failureThreshold = configured.FailureThreshold ?? check.Declared.FailureThreshold ?? 1;
        if (failureThreshold > 1 && refreshPeriod is null && cacheDuration == TimeSpan.Zero)
        {
            mistakes.Add(
                $"{HealthPointOptions.SectionName}:Checks:{check.Name}:FailureThreshold is {failureThreshold}, which needs a CacheDuration or a RefreshPeriod above zero: otherwise callers that ask often would turn the verdict at once.");
        }

        string[] tags = [.. configured.Tags ?? check.Declared.Tags ?? []];
        return new CheckSettings
        {
            Enabled = configured.Enabled ?? check.Declared.Enabled ?? true,
            Silenced = options.Silenced.Contains(check.Name, StringComparer.OrdinalIgnoreCase),
            Timeout = timeout,
            CacheDuration = cacheDuration,
            RefreshPeriod = refreshPeriod,
            FailureThreshold = failureThreshold,
            FailureStatus = failureStatus,
            Tags = tags,
            Registration = registration.FailureStatus == failureStatus && registration.Timeout == timeout && registration.Tags.SetEquals(tags)
                ? registration
                : new HealthCheckRegistration(check.Name, registration.Factory, failureStatus, tags, timeout > TimeSpan.Zero ? timeout : null),
            Arguments = ArgumentValues.Read($"Checks:{check.Name}", check.Arguments, configured.Arguments, mistakes),
        };
    }

    /// <summary>Whether a run under these settings is the same as a run under the others. The registration follows from the other values.</summary>
    public bool IsSameAs(CheckSettings other) =>
        Enabled == other.Enabled
        && Silenced == other.Silenced
        && Timeout == other.Timeout
        && CacheDuration == other.CacheDuration
        && RefreshPeriod == other.RefreshPeriod
        && FailureThreshold == other.FailureThreshold
        && FailureStatus == other.FailureStatus
        && Tags.SequenceEqual(other.Tags, StringComparer.Ordinal)
        && Arguments.Zip(other.Arguments).All(static both => ArgumentValues.AreSame(both.First, both.Second));
}
