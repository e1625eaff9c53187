using HealthPoint;
using HealthPoint.Configuration;
using HealthPoint.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the probes of Kubernetes.</summary>
public static class ProbeEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps <c>/livez</c>, <c>/readyz</c> and <c>/startupz</c>, which run the checks tagged <see cref="HealthTags.Live"/>,
    /// <see cref="HealthTags.Ready"/> and <see cref="HealthTags.Startup"/>, and <c>/{name}</c> below each for a single one of
    /// them. They answer in the words of the Kubernetes API server: 200 <c>ok</c>, or the failure status and
    /// <c>readyz check failed</c>; viewers read a line for each check where one fails, and with <c>?verbose</c> always.
    /// </summary>
    /// <remarks>
    /// A probe without checks passes. Until the application has started, readiness and startup fail, and their text is
    /// <c>starting</c>. From the stop signal on, or <see cref="DrainOptions.ReadinessDelay"/> later, readiness fails, and its text
    /// is <c>draining</c>. Liveness does neither. <c>?exclude=name</c>, repeatable, leaves checks out. That, and single checks, are
    /// for viewers, unless <see cref="HealthPointEndpointOptions.AllowAnonymousSelection"/> is set. The probes answer GET and HEAD,
    /// and any other method with 405. They need no authorization unless you ask for it, and
    /// <see cref="HealthPointOptions.AuthRequired"/> does not apply to them: a kubelet restarts the container when its probe is
    /// refused. Set <see cref="HealthPointEndpointOptions.AuthRequired"/> to close them as well.
    /// </remarks>
    /// <param name="endpoints">The application, or a group.</param>
    /// <param name="prefix">What stands before the three paths. Default: nothing.</param>
    /// <param name="configure">
    /// What the probes do differently, or <see langword="null"/>. A predicate narrows the checks of each probe. Tags cannot be
    /// set, since each probe has its own.
    /// </param>
    /// <returns>A builder for further conventions, which apply to all of the endpoints.</returns>
    /// <exception cref="InvalidOperationException"><c>AddHealthPoint</c> was not called.</exception>
    /// <exception cref="ArgumentException"><paramref name="configure"/> sets tags.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A status code is out of its range.</exception>
    public static IEndpointConventionBuilder MapProbes(
        this IEndpointRouteBuilder endpoints, string prefix = "", Action<HealthPointEndpointOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(prefix);

        var options = EndpointMapping.Configure(configure);
        if (options.Tags is not null)
        {
            throw new ArgumentException(
                $"The tags of the probes are their own: {HealthTags.Live}, {HealthTags.Ready}, {HealthTags.Startup}. Give a check one of them, or set Predicate to leave checks out.",
                nameof(configure));
        }

        var services = EndpointMapping.ServicesOf(endpoints, nameof(MapProbes));
        var state = endpoints.ServiceProvider.GetRequiredService<ApplicationState>();
        prefix = prefix.TrimEnd('/');
        return new SharedConventions(
            [.. Map("/livez", HealthTags.Live, static () => null), .. Map("/readyz", HealthTags.Ready, () => state.OfReadiness), .. Map("/startupz", HealthTags.Startup, () => state.OfStartup)]);

        IEndpointConventionBuilder[] Map(string path, string tag, Func<string?> stateOf)
        {
            var own = new HealthPointEndpointOptions
            {
                Tags = [tag],
                Predicate = options.Predicate,
                FailureStatusCode = options.FailureStatusCode,
                DegradedStatusCode = options.DegradedStatusCode,
                AllowAnonymousSelection = options.AllowAnonymousSelection,

                // The application's AuthRequired does not apply here: a kubelet restarts the container when its probe is refused.
                AuthRequired = options.AuthRequired ?? false,
            };
            return
            [
                EndpointMapping.Map(endpoints, prefix + path, new ProbeEndpoint(services, own, stateOf)),
                EndpointMapping.Map(endpoints, $"{prefix}{path}/{{{SingleCheckEndpoint.Parameter}}}", new SingleCheckEndpoint(services, own)),
            ];
        }
    }
}
