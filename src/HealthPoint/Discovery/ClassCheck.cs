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
        // The scope disposes what it made; of what is made here, the run does.
        var check = run.Services.GetService<T>() ?? run.Own(ActivatorUtilities.CreateInstance<T>(run.Services));

        // With the failure status as configured, since many checks answer with it.
        return await check.CheckHealthAsync(new HealthCheckContext { Registration = registration }, run.Cancellation).ConfigureAwait(false);
    }
}
