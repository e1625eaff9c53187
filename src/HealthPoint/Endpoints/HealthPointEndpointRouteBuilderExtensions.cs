using HealthPoint;
using HealthPoint.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the health endpoints.</summary>
public static class HealthPointEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps the endpoint that runs the health checks: 200, or the configured failure status. All callers learn whether the
    /// service is healthy (an empty JSON object). Viewers also learn why it is not:
    /// <c>{"success":{"name":"detail"},"error":{"name":"detail"}}</c>.
    /// </summary>
    /// <remarks>
    /// It answers GET and HEAD, and any other method with 405; with and without a trailing slash. It needs no authorization
    /// unless you ask for it, here or on the group, with <c>RequireAuthorization()</c> (a convention that adds an attribute
    /// in <c>Finally</c> comes too late). May be mapped several times.
    /// </remarks>
    /// <param name="endpoints">The application, or a group.</param>
    /// <param name="pattern">The route. Default: <c>/health/</c>.</param>
    /// <param name="configure">What this endpoint does differently, or <see langword="null"/>.</param>
    /// <returns>A builder for further conventions.</returns>
    /// <exception cref="InvalidOperationException"><c>AddHealthPoint</c> was not called.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A status code is out of its range.</exception>
    public static IEndpointConventionBuilder MapHealthPoint(
        this IEndpointRouteBuilder endpoints, string pattern = "/health/", Action<HealthPointEndpointOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(pattern);

        var options = EndpointMapping.Configure(configure);
        var services = EndpointMapping.ServicesOf(endpoints, nameof(MapHealthPoint));
        return EndpointMapping.Map(endpoints, pattern, new HealthPointEndpoint(services, new FormatChoice(endpoints.ServiceProvider.GetServices<IHealthReportFormatter>()), options));
    }
}
