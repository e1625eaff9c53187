using System.Collections.Concurrent;
using HealthPoint.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace HealthPoint.Discovery;

/// <summary>
/// Makes a <see cref="HealthCheckRegistration"/> of every check of the catalog, so that <c>MapHealthChecks</c>, publishers,
/// gRPC health and dashboards see it. Our checks come first, then those of <c>AddHealthChecks()</c>.
/// </summary>
/// <remarks>
/// The framework sends publishers one report for each combination of <see cref="HealthCheckRegistration.Delay"/> and
/// <see cref="HealthCheckRegistration.Period"/>, each with its own overall status. Here publishers get whole reports, at the
/// period of their options. The period of a registration becomes the refresh period of its check.
/// </remarks>
internal sealed class CheckRegistrations(Catalog catalog, OptionsReader reader, IServiceProviderIsService services)
    : IPostConfigureOptions<HealthCheckServiceOptions>
{
    private readonly ConcurrentDictionary<HealthCheckRegistration, HealthCheckRegistration> _withoutPeriod = new(ReferenceEqualityComparer.Instance);
    private readonly ConcurrentDictionary<HealthCheckRegistration, TimeSpan> _periods = new(ReferenceEqualityComparer.Instance);

    // Made once, since the framework may create the options many times.
    private readonly Lazy<Dictionary<HealthCheckRegistration, Check>> _ours = new(() =>
    {
        var options = reader.Read();
        return catalog.Checks.ToDictionary(
            check => Register(check, options), static check => check, (IEqualityComparer<HealthCheckRegistration>)ReferenceEqualityComparer.Instance);
    });

    public void PostConfigure(string? name, HealthCheckServiceOptions target)
    {
        HealthCheckRegistration[] all = [.. _ours.Value.Keys, .. target.Registrations.Select(WithoutPeriod)];
        target.Registrations.Clear();
        foreach (var registration in all)
        {
            target.Registrations.Add(registration);
        }
    }

    /// <summary>The check a registration stands for.</summary>
    public Check CheckOf(HealthCheckRegistration registration) =>
        _ours.Value.TryGetValue(registration, out var check) ? check : new ForeignCheck(registration)
        {
            Declared = new CheckOptions
            {
                Tags = [.. registration.Tags],
                Timeout = registration.Timeout > HealthPointOptions.LongestTimeout ? HealthPointOptions.LongestTimeout
                    : registration.Timeout > TimeSpan.Zero ? registration.Timeout
                    : null,
                RefreshPeriod = _periods.TryGetValue(registration, out var period) ? period : null,
                FailureStatus = registration.FailureStatus,
            },
        };

    private HealthCheckRegistration WithoutPeriod(HealthCheckRegistration registration) =>
        registration.Delay is null && registration.Period is null ? registration : _withoutPeriod.GetOrAdd(registration, WithoutOwnPeriod);

    private HealthCheckRegistration WithoutOwnPeriod(HealthCheckRegistration registration)
    {
        var copy = new HealthCheckRegistration(registration.Name, registration.Factory, registration.FailureStatus, registration.Tags, registration.Timeout);

        // Where there is no publisher, the framework ignores the period too.
        if (registration.Period is { } period && services.IsService(typeof(IHealthCheckPublisher)))
        {
            _periods.TryAdd(copy, TimeSpan.FromTicks(Math.Clamp(period.Ticks, HealthPointOptions.ShortestPeriod.Ticks, HealthPointOptions.LongestPeriod.Ticks)));
        }

        return copy;
    }

    private static HealthCheckRegistration Register(Check check, HealthPointOptions options)
    {
        var configured = options.Checks.TryGetValue(check.Name, out var found) ? found : CheckOptions.None;
        var timeout = configured.Timeout ?? check.Declared.Timeout ?? options.DefaultTimeout;

        // One predicate object for all runs, so that the runner can keep what it has chosen.
        Func<HealthCheckRegistration, bool> isOf = registration => string.Equals(registration.Name, check.Name, StringComparison.Ordinal);
        return new HealthCheckRegistration(
            check.Name,
            // If a factory threw, a caller that runs registrations without the service would get a failed report. This factory cannot throw.
            services => new SharedRun(services, check, isOf),
            configured.FailureStatus ?? check.Declared.FailureStatus,
            configured.Tags ?? check.Declared.Tags,
            // A timeout out of its range stops start-up, but together with all other mistakes.
            timeout > TimeSpan.Zero ? timeout : null);
    }

    /// <summary>The check as an <see cref="IHealthCheck"/>, for callers that run registrations without the service.</summary>
    private sealed class SharedRun(IServiceProvider services, Check check, Func<HealthCheckRegistration, bool> isOf) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            var report = await services.GetRequiredService<HealthCheckService>()
                .CheckHealthAsync(isOf, cancellationToken)
                .ConfigureAwait(false);
            return report.Entries.TryGetValue(check.Name, out var entry)
                ? new HealthCheckResult(entry.Status, entry.Description, entry.Exception, entry.Data)
                : HealthCheckResult.Healthy("disabled");
        }
    }
}
