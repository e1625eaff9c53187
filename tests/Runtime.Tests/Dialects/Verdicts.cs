using HealthPoint.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Tests.Dialects;

/// <summary>Checks that always come to the same verdict.</summary>
internal static class Verdicts
{
    public static IHealthPointBuilder AddPassing(this IHealthPointBuilder builder, string name, string? detail = null) => builder.Add(name, HealthCheckResult.Healthy(detail));

    public static IHealthPointBuilder AddWarning(this IHealthPointBuilder builder, string name, string? detail = null, Exception? exception = null) =>
        builder.Add(name, HealthCheckResult.Degraded(detail, exception));

    public static IHealthPointBuilder AddError(this IHealthPointBuilder builder, string name, string? detail = null, Exception? exception = null) =>
        builder.Add(name, HealthCheckResult.Unhealthy(detail, exception));

    public static IHealthPointBuilder AddThrowing(this IHealthPointBuilder builder, string name, Exception exception, Action<CheckOptions>? configure = null) =>
        builder.AddCheck(name, (_, _) => ValueTask.FromException<HealthCheckResult>(exception), configure);

    private static IHealthPointBuilder Add(this IHealthPointBuilder builder, string name, HealthCheckResult result) =>
        builder.AddCheck(name, (_, _) => ValueTask.FromResult(result));
}
