using HealthPoint;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the health endpoints.</summary>
public static class HealthPointEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps the endpoint that runs the health checks: 200, or the configured failure status. Everybody learns whether the
    /// service is healthy (an empty JSON object), viewers also why not:
    /// <c>{"success":{"name":"detail"},"error":{"name":"detail"}}</c>.
    /// </summary>
    /// <remarks>
    /// It answers GET and HEAD, and anything else with 405; with and without a trailing slash. It needs no authorization
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

        var options = new HealthPointEndpointOptions();
        configure?.Invoke(options);
        RequireStatusCode(options.FailureStatusCode, 400, nameof(HealthPointEndpointOptions.FailureStatusCode));
        RequireStatusCode(options.DegradedStatusCode, 200, nameof(HealthPointEndpointOptions.DegradedStatusCode));

        var services = endpoints.ServiceProvider;
        if (services.GetService<IServiceProviderIsService>()?.IsService(typeof(HealthPointRunner)) is false)
        {
            throw new InvalidOperationException("MapHealthPoint needs its services: call builder.Services.AddHealthPoint() before the application is built.");
        }

        var endpoint = new HealthPointEndpoint(
            options,
            services.GetRequiredService<CheckTable>(),
            services.GetRequiredService<SettingsMonitor>(),
            services.GetRequiredService<Gatekeeper>(),
            services.GetRequiredService<HealthPointRunner>());

        return Route(endpoints, pattern, endpoint.HandleAsync);
    }

    /// <summary>Maps the endpoint that answers as long as the process does: 200 <c>ok</c>. It touches nothing.</summary>
    /// <param name="endpoints">The application, or a group.</param>
    /// <param name="prefix">What the route begins with. Default: <c>/-</c>, which makes <c>/-/alive/</c>.</param>
    /// <returns>A builder for further conventions.</returns>
    public static IEndpointConventionBuilder MapAlive(this IEndpointRouteBuilder endpoints, string prefix = "/-")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(prefix);
        return Route(endpoints, $"{prefix}/alive/", static context => context.Response.WriteAsync("ok", CancellationToken.None), answersFirst: true);
    }

    /// <summary>What all our endpoints have in common.</summary>
    /// <param name="endpoints">The application, or a group.</param>
    /// <param name="pattern">The route.</param>
    /// <param name="handler">The endpoint.</param>
    /// <param name="answersFirst">Whether it touches nothing and knows nobody, so that it may answer before all other middleware.</param>
    private static IEndpointConventionBuilder Route(IEndpointRouteBuilder endpoints, string pattern, RequestDelegate handler, bool answersFirst = false)
    {
        var routes = new ProbeRoutes(endpoints.ServiceProvider);
        var builder = routes.Map(pattern, handler).WithDisplayName($"HealthPoint {pattern}").WithMetadata(new HealthProbeMetadata(answersFirst));
        endpoints.DataSources.Add(routes);
        endpoints.ServiceProvider.GetRequiredService<ProbePaths>().Add(routes, pattern);

        // Before anything the application maps on the same path, so that there is no ambiguous match.
        builder.Add(static endpoint => ((RouteEndpointBuilder)endpoint).Order = -1);

        // Last, when all conventions of the endpoint and its groups are known: a fallback policy is not meant for a
        // health endpoint, but an authorization that somebody asked for is.
        builder.Finally(static endpoint =>
        {
            if (!endpoint.Metadata.Any(static item => item is IAuthorizeData or AuthorizationPolicy or IAuthorizationRequirementData))
            {
                endpoint.Metadata.Add(new AllowAnonymousAttribute());
            }

            // Never kept by the application's output cache, which does not look at Cache-Control: it would tell anybody what
            // was found for somebody else, or a while ago.
            endpoint.Metadata.Add(new OutputCacheAttribute { NoStore = true });
        });
        return builder;
    }

    private static void RequireStatusCode(int? value, int least, string name)
    {
        if (value is { } code && !ReportStatus.IsValid(code, least))
        {
            throw new ArgumentOutOfRangeException(name, code, $"{name} of a health endpoint must be {ReportStatus.Expected(least)}.");
        }
    }
}
