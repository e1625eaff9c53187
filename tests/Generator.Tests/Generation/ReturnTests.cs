using HealthPoint.Contract;
using HealthPoint.Generator.Tests.Support;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Xunit;

namespace HealthPoint.Generator.Tests.Generation;

public sealed class ReturnTests
{
    [Theory]
    [InlineData("bool M() => true;", HealthStatus.Healthy, null)]
    [InlineData("bool M() => false;", HealthStatus.Unhealthy, null)]
    [InlineData("(bool, string) M() => (true, \"fine\");", HealthStatus.Healthy, "fine")]
    [InlineData("(bool Ok, string? Why) M() => (false, null);", HealthStatus.Unhealthy, null)]
    [InlineData("HealthStatus M() => HealthStatus.Degraded;", HealthStatus.Degraded, null)]
    [InlineData("HealthCheckResult M() => HealthCheckResult.Degraded(\"slow\");", HealthStatus.Degraded, "slow")]
    [InlineData("void M() { }", HealthStatus.Healthy, null)]
    [InlineData("Task M() => Task.CompletedTask;", HealthStatus.Healthy, null)]
    [InlineData("async Task M() => await Task.Yield();", HealthStatus.Healthy, null)]
    [InlineData("ValueTask M() => default;", HealthStatus.Healthy, null)]
    [InlineData("Task<bool> M() => Task.FromResult(false);", HealthStatus.Unhealthy, null)]
    [InlineData("async ValueTask<bool> M() { await Task.Yield(); return true; }", HealthStatus.Healthy, null)]
    [InlineData("Task<(bool, string?)> M() => Task.FromResult<(bool, string?)>((false, \"why\"));", HealthStatus.Unhealthy, "why")]
    [InlineData("Task<(bool, string)> M() => Task.FromResult((false, \"why\"));", HealthStatus.Unhealthy, "why")]
    [InlineData("ValueTask<(bool A, string B)> M() => new((true, \"yes\"));", HealthStatus.Healthy, "yes")]
    [InlineData("ValueTask<(bool, string?)> M() => new((true, null));", HealthStatus.Healthy, null)]
    [InlineData("Task<HealthStatus> M() => Task.FromResult(HealthStatus.Degraded);", HealthStatus.Degraded, null)]
    [InlineData("ValueTask<HealthStatus> M() => new(HealthStatus.Unhealthy);", HealthStatus.Unhealthy, null)]
    [InlineData("Task<HealthCheckResult> M() => Task.FromResult(HealthCheckResult.Healthy(\"a\"));", HealthStatus.Healthy, "a")]
    [InlineData("ValueTask<HealthCheckResult> M() => new(HealthCheckResult.Unhealthy(\"b\"));", HealthStatus.Unhealthy, "b")]
    public async Task A_check_may_return_any_of_the_shapes(string method, HealthStatus status, string? detail)
    {
        var source = $$"""
            namespace Shop { internal static class Health { [HealthCheck("it")] internal static {{method}} } }
            """;
        using var application = new Application(Driver.Generate(new Project(source)));

        var result = await application.RunAsync("it");

        Assert.Equal(status, result.Status);
        Assert.Equal(detail, result.Description);
        Assert.Equal(!method.Contains("Task", StringComparison.Ordinal), application.Check("it").Traits.HasFlag(HealthTraits.Synchronous));
    }
}
