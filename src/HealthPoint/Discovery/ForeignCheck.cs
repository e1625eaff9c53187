using HealthPoint.Contract;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Discovery;

/// <summary>An <see cref="IHealthCheck"/> that was registered with <c>AddHealthChecks()</c>.</summary>
internal sealed class ForeignCheck(HealthCheckRegistration registration)
    : Check(registration.Name, "AddHealthChecks", $"AddHealthChecks(), \"{registration.Name}\"")
{
    public override async ValueTask<HealthCheckResult> InvokeAsync(HealthInvocation run, HealthCheckRegistration registration)
    {
        // The factory may throw. Called here, it then fails one entry, and not the whole report.
        var check = registration.Factory(run.Services);

        // The registration carries the configured failure status, which many checks return.
        return await check.CheckHealthAsync(new HealthCheckContext { Registration = registration }, run.Cancellation).ConfigureAwait(false);
    }
}
