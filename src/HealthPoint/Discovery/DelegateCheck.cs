using HealthPoint.Contract;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Discovery;

/// <summary>A check added by <c>AddCheck</c> as a delegate.</summary>
internal sealed class DelegateCheck(string name, Func<IServiceProvider, CancellationToken, ValueTask<HealthCheckResult>> check)
    : AddedCheck(name)
{
    public override ValueTask<HealthCheckResult> InvokeAsync(HealthInvocation run, HealthCheckRegistration registration) => check(run.Services, run.Cancellation);
}
