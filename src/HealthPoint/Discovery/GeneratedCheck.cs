using HealthPoint.Contract;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Discovery;

/// <summary>A method with <see cref="HealthCheckAttribute"/>, called by the generated code of its assembly.</summary>
internal sealed class GeneratedCheck(HealthCheckDescriptor descriptor, string origin, InstanceSources instances) : Check(descriptor.Name, origin, descriptor.Member)
{
    public HealthCheckDescriptor Descriptor => descriptor;

    public override HealthTraits Traits => descriptor.Traits;

    public override ValueTask<HealthCheckResult> InvokeAsync(HealthInvocation run, HealthCheckRegistration registration)
    {
        if (descriptor.InstanceType is not null)
        {
            run.Instance = instances.Of(descriptor).Find(run.Services);
        }

        return descriptor.Module.RunCheckAsync(descriptor.Index, run);
    }
}
