using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace WebApp;

/// <summary>An ordinary check of the framework, such as hundreds of packages have.</summary>
internal sealed class ContentRootHealthCheck(IHostEnvironment host) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(host.ContentRootFileProvider.GetFileInfo("appsettings.json").Exists
            ? HealthCheckResult.Healthy("appsettings.json can be read")
            : new HealthCheckResult(context.Registration.FailureStatus, "appsettings.json is missing"));
}
