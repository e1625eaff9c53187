using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aot.App;

internal sealed class OrdinaryCheck : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(HealthCheckResult.Healthy("an ordinary check"));
}
