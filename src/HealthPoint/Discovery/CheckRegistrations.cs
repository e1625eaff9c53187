using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace HealthPoint;

/// <summary>
/// Makes every check of the catalog a <see cref="HealthCheckRegistration"/>, so that <c>MapHealthChecks</c>, publishers,
/// gRPC health and dashboards see it. Ours come first, then those of <c>AddHealthChecks()</c>.
/// </summary>
internal sealed class CheckRegistrations(Catalog catalog, IOptions<HealthPointOptions> options) : IPostConfigureOptions<HealthCheckServiceOptions>
{
    // Made once, since the options may be made many times.
    private readonly Lazy<Dictionary<HealthCheckRegistration, Check>> _ours = new(() => catalog.Checks.ToDictionary(
        check => Register(check, options.Value), static check => check, (IEqualityComparer<HealthCheckRegistration>)ReferenceEqualityComparer.Instance));

    public void PostConfigure(string? name, HealthCheckServiceOptions target)
    {
        HealthCheckRegistration[] all = [.. _ours.Value.Keys, .. target.Registrations];
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
                FailureStatus = registration.FailureStatus,
            },
        };

    private static HealthCheckRegistration Register(Check check, HealthPointOptions options)
    {
        var configured = options.Checks.TryGetValue(check.Name, out var found) ? found : new CheckOptions();
        return new HealthCheckRegistration(
            check.Name,
            // A factory that throws would be a failed report for whoever runs registrations himself; this one cannot.
            services => new SharedRun(services, check),
            configured.FailureStatus ?? check.Declared.FailureStatus,
            configured.Tags ?? check.Declared.Tags,
            configured.Timeout ?? check.Declared.Timeout ?? options.DefaultTimeout);
    }

    /// <summary>The check as an <see cref="IHealthCheck"/>, for those that run registrations without the service.</summary>
    private sealed class SharedRun(IServiceProvider services, Check check) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            var report = await services.GetRequiredService<HealthCheckService>()
                .CheckHealthAsync(registration => string.Equals(registration.Name, check.Name, StringComparison.Ordinal), cancellationToken)
                .ConfigureAwait(false);
            return report.Entries.TryGetValue(check.Name, out var entry)
                ? new HealthCheckResult(entry.Status, entry.Description, entry.Exception, entry.Data)
                : HealthCheckResult.Healthy("disabled");
        }
    }
}
