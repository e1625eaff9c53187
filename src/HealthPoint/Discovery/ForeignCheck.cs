using HealthPoint.Contract;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Discovery;

/// <summary>An <see cref="IHealthCheck"/> that somebody registered with <c>AddHealthChecks()</c>.</summary>
internal sealed class ForeignCheck(HealthCheckRegistration registration)
    : Check(registration.Name, "AddHealthChecks", $"AddHealthChecks(), \"{registration.Name}\"")
{
    public override async ValueTask<HealthCheckResult> InvokeAsync(HealthInvocation run, HealthCheckRegistration registration)
    {
        // The factory may throw; here that is one failed entry, not a failed report.
        var check = registration.Factory(run.Services);

        // With the failure status as configured, since many checks answer with it.
        return await check.CheckHealthAsync(new HealthCheckContext { Registration = registration }, run.Cancellation).ConfigureAwait(false);
    }
}
