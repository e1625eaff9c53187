using HealthPoint;
using HealthPoint.Configuration;
using HealthPoint.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the endpoints of Dockerflow.</summary>
public static class DockerflowEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps three endpoints. <c>{prefix}/__heartbeat__</c> runs the health checks: 200 and <c>{"status":"ok"}</c>, or
    /// <see cref="DockerflowOptions.FailureStatusCode"/> and <c>"warning"</c> or <c>"error"</c>; viewers also read
    /// <c>checks</c> and <c>details</c>. <c>{prefix}/__lbheartbeat__</c> always answers 200 without a body: it runs nothing and
    /// reads nothing. <c>{prefix}/__version__</c> serves <see cref="HealthPointOptions.VersionFile"/>, or what an
    /// <see cref="IHealthVersionProvider"/> supplies; where there is none, it answers 404. The last two are open to all callers.
    /// </summary>
    /// <remarks>
    /// All answer GET and HEAD, and any other method with 405; with and without a trailing slash. They need no authorization
    /// unless you ask for it, here or on the group.
    /// </remarks>
    /// <param name="endpoints">The application, or a group.</param>
    /// <param name="prefix">What the routes begin with. Default: nothing.</param>
    /// <param name="configure">
    /// What <c>{prefix}/__heartbeat__</c> does differently, or <see langword="null"/>. It does not apply to the other two, which
    /// only <c>RequireAuthorization()</c> closes. A <see cref="HealthPointEndpointOptions.DegradedStatusCode"/> wins over <see cref="DockerflowOptions.WarningFails"/>.
    /// Callers cannot select checks, so <see cref="HealthPointEndpointOptions.AllowAnonymousSelection"/> means nothing
    /// here.
    /// </param>
    /// <returns>A builder for further conventions, which apply to all three.</returns>
    /// <exception cref="InvalidOperationException"><c>AddHealthPoint</c> was not called.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A status code is out of its range.</exception>
    public static IEndpointConventionBuilder MapDockerflow(
        this IEndpointRouteBuilder endpoints, string prefix = "", Action<HealthPointEndpointOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(prefix);

        var options = EndpointMapping.Configure(configure);
        var services = EndpointMapping.ServicesOf(endpoints, nameof(MapDockerflow));
        prefix = prefix.TrimEnd('/');
        return new SharedConventions(
            EndpointMapping.Map(endpoints, prefix + "/__heartbeat__/", new HeartbeatEndpoint(services, options)),
            EndpointMapping.Map(endpoints, prefix + "/__lbheartbeat__/", ConstantEndpoint.LoadBalancerHeartbeat),
            EndpointMapping.Map(endpoints, prefix + "/__version__/", endpoints.ServiceProvider.GetRequiredService<VersionEndpoint>().HandleAsync));
    }
}
