using System.Diagnostics.CodeAnalysis;
using HealthPoint.Contract;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Discovery;

/// <summary>A check added by <c>AddCheck</c> as a class.</summary>
internal sealed class ClassCheck<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(string name) : AddedCheck(name)
    where T : class, IHealthCheck
{
    public override async ValueTask<HealthCheckResult> InvokeAsync(HealthInvocation run, HealthCheckRegistration registration)
    {
        // The scope disposes an instance that it made. The run disposes an instance that is made here.
        var check = run.Services.GetService<T>() ?? run.Own(ActivatorUtilities.CreateInstance<T>(run.Services));

        // The registration carries the configured failure status, which many checks return.
        return await check.CheckHealthAsync(new HealthCheckContext { Registration = registration }, run.Cancellation).ConfigureAwait(false);
    }
}
