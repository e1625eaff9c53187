using HealthPoint.Contract;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint;

/// <summary>A method with <see cref="HealthCheckAttribute"/>, called by the generated code of its assembly.</summary>
internal sealed class GeneratedCheck(HealthCheckDescriptor descriptor, string origin) : Check(descriptor.Name, origin, descriptor.Member)
{
    public override HealthTraits Traits => descriptor.Traits;

    public override ValueTask<HealthCheckResult> InvokeAsync(HealthInvocation run, CheckSettings settings) => descriptor.Module.RunCheckAsync(descriptor.Index, run);
}
