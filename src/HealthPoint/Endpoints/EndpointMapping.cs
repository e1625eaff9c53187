using HealthPoint.Configuration;
using HealthPoint.Execution;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace HealthPoint.Endpoints;

/// <summary>How endpoints of all dialects are mapped.</summary>
internal static class EndpointMapping
{
    /// <summary>What the application configures for one endpoint.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A status code is out of its range.</exception>
    public static HealthPointEndpointOptions Configure(Action<HealthPointEndpointOptions>? configure)
    {
        var options = new HealthPointEndpointOptions();
        configure?.Invoke(options);
        RequireStatusCode(options.FailureStatusCode, 400, nameof(HealthPointEndpointOptions.FailureStatusCode));
        RequireStatusCode(options.DegradedStatusCode, 200, nameof(HealthPointEndpointOptions.DegradedStatusCode));
        return options;
    }

    /// <summary>What <c>AddHealthPoint</c> has added.</summary>
    /// <exception cref="InvalidOperationException">It was not called.</exception>
    public static EndpointServices ServicesOf(IEndpointRouteBuilder endpoints, string method)
    {
        if (endpoints.ServiceProvider.GetService<IServiceProviderIsService>()?.IsService(typeof(HealthPointRunner)) is false)
        {
            throw new InvalidOperationException($"{method} needs its services: call builder.Services.AddHealthPoint() before the application is built.");
        }

        return endpoints.ServiceProvider.GetRequiredService<EndpointServices>();
    }

    /// <summary>Maps an endpoint that reports.</summary>
    public static IEndpointConventionBuilder Map(IEndpointRouteBuilder endpoints, string pattern, ReportEndpoint endpoint)
    {
        var builder = Map(endpoints, pattern, endpoint.HandleAsync);
        builder.Finally(built => endpoint.TakeName(((RouteEndpointBuilder)built).RoutePattern));
        return builder;
    }

    /// <summary>Maps an endpoint that always answers the same, so it may answer before all middleware.</summary>
    public static IEndpointConventionBuilder Map(IEndpointRouteBuilder endpoints, string pattern, ConstantEndpoint endpoint) =>
        Map(endpoints, pattern, endpoint.HandleAsync, answersFirst: true);

    /// <summary>Maps a route with the conventions that all our endpoints have in common.</summary>
    /// <param name="endpoints">The application, or a group.</param>
    /// <param name="pattern">The route.</param>
    /// <param name="handle">Answers a request.</param>
    /// <param name="answersFirst">Whether it uses no service and ignores the caller, so that it may answer before all other middleware.</param>
    public static IEndpointConventionBuilder Map(IEndpointRouteBuilder endpoints, string pattern, RequestDelegate handle, bool answersFirst = false)
    {
        var routes = new ProbeRoutes(endpoints.ServiceProvider, pattern);
        var builder = routes.Map(pattern, handle).WithDisplayName($"HealthPoint {pattern}").WithMetadata(new HealthProbeMetadata(answersFirst));
        var order = endpoints.DataSources.OfType<ProbeRoutes>().Count(routes.IsSameAs) - 1;
        endpoints.DataSources.Add(routes);
        endpoints.ServiceProvider.GetRequiredService<ProbePaths>().Add(routes, pattern);

        // Our endpoint comes before any endpoint that the application maps on the same path. Of two of ours, the one that was
        // mapped first comes first. So no match is ambiguous.
        builder.Add(endpoint => ((RouteEndpointBuilder)endpoint).Order = order);

#if NET10_0_OR_GREATER
        // Otherwise the application's own metrics would count mostly probes. Older frameworks cannot exclude them.
        builder.DisableHttpMetrics();
#endif

        // Runs last, when all conventions of the endpoint and its groups are known: a fallback policy is not meant for a health
        // endpoint, but an authorization that the application asks for explicitly is.
        builder.Finally(static endpoint =>
        {
            if (!endpoint.Metadata.Any(static item => item is IAuthorizeData or AuthorizationPolicy or IAuthorizationRequirementData))
            {
                endpoint.Metadata.Add(new AllowAnonymousAttribute());
            }

            // The application's output cache must not keep these answers. It ignores Cache-Control, so it would show a caller what was
            // found for another caller, or a while ago.
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
