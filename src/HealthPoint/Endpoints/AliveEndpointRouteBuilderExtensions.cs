using HealthPoint;
using HealthPoint.Configuration;
using HealthPoint.Endpoints;
using Microsoft.AspNetCore.Routing;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the endpoints of django-alive.</summary>
public static class AliveEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps two endpoints. <c>{prefix}/alive/</c> always answers 200 and <c>ok</c>: it runs nothing, reads nothing, and is open
    /// to all callers. <c>{prefix}/health/</c> runs the health checks: 200 and <c>{"healthy":true}</c>, or
    /// <see cref="AliveOptions.FailureStatusCode"/> and <c>{"healthy":false,"errors":["database error"]}</c>, with one text for
    /// each failing check.
    /// </summary>
    /// <remarks>
    /// All callers read the errors: the message of a <see cref="HealthCheckFailedException"/>, and <c>check failed</c> for
    /// every other failure. Viewers read the details of the checks instead. A degraded check counts as healthy here. Both
    /// endpoints answer GET and HEAD, and any other method with 405; with and without a trailing slash. They need no
    /// authorization unless you ask for it, here or on the group. May be mapped several times.
    /// </remarks>
    /// <param name="endpoints">The application, or a group.</param>
    /// <param name="prefix">What the routes begin with. Default: <c>/-</c>.</param>
    /// <param name="configure">
    /// What <c>{prefix}/health/</c> does differently, or <see langword="null"/>. It does not apply to <c>{prefix}/alive/</c>,
    /// which only <c>RequireAuthorization()</c> closes. Callers cannot select checks, so
    /// <see cref="HealthPointEndpointOptions.AllowAnonymousSelection"/> means nothing here.
    /// </param>
    /// <returns>A builder for further conventions, which apply to both.</returns>
    /// <exception cref="InvalidOperationException"><c>AddHealthPoint</c> was not called.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A status code is out of its range.</exception>
    public static IEndpointConventionBuilder MapAlive(
        this IEndpointRouteBuilder endpoints, string prefix = "/-", Action<HealthPointEndpointOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(prefix);

        var options = EndpointMapping.Configure(configure);
        var services = EndpointMapping.ServicesOf(endpoints, nameof(MapAlive));
        prefix = prefix.TrimEnd('/');
        return new SharedConventions(
            EndpointMapping.Map(endpoints, prefix + "/alive/", ConstantEndpoint.Alive),
            EndpointMapping.Map(endpoints, prefix + "/health/", new AliveEndpoint(services, options)));
    }
}
