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
    private readonly Dictionary<HealthCheckRegistration, Check> _checks = new(ReferenceEqualityComparer.Instance);

    public void PostConfigure(string? name, HealthCheckServiceOptions target)
    {
        HealthCheckRegistration[] foreign = [.. target.Registrations];
        target.Registrations.Clear();
        foreach (var check in catalog.Checks)
        {
            var configured = options.Value.Checks.TryGetValue(check.Name, out var found) ? found : null;
            var registration = new HealthCheckRegistration(
                check.Name,
                // A factory that throws would be a failed report for whoever runs registrations himself; this one cannot.
                services => new SharedRun(services, check),
                configured?.FailureStatus ?? check.Declared.FailureStatus,
                configured?.Tags ?? check.Declared.Tags,
                configured?.Timeout ?? check.Declared.Timeout ?? options.Value.DefaultTimeout);
            _checks.Add(registration, check);
            target.Registrations.Add(registration);
        }

        foreach (var registration in foreign)
        {
            target.Registrations.Add(registration);
        }
    }

    /// <summary>The check a registration stands for.</summary>
    public Check CheckOf(HealthCheckRegistration registration) =>
        _checks.TryGetValue(registration, out var check) ? check : new ForeignCheck(registration)
        {
            Declared = new CheckOptions
            {
                Tags = [.. registration.Tags],
                Timeout = registration.Timeout > TimeSpan.Zero ? registration.Timeout : null,
                FailureStatus = registration.FailureStatus,
            },
        };

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
