using HealthPoint.Endpoints;
using HealthPoint.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Http;

/// <summary>Tells health probes from other requests.</summary>
public static class HealthProbeHttpContextExtensions
{
    /// <summary>
    /// Whether the request is for one of HealthPoint's endpoints, or is one that the host bypass has let in. Use it to keep a
    /// middleware away from probes, which follow no redirection and know no host name:
    /// <c>app.UseWhen(context => !context.IsHealthProbe(), branch => branch.UseHttpsRedirection());</c>
    /// </summary>
    /// <remarks>
    /// After routing, the selected endpoint decides. Before routing, the path decides (without <c>PathBase</c>), and the host where
    /// <c>RequireHost</c> asks for one; then an endpoint whose route has parameters is not recognised. Without
    /// <c>AddHealthPoint</c> no request is a probe. May be called at any time, by several threads.
    /// </remarks>
    /// <param name="context">The request.</param>
    /// <returns><see langword="true"/> where the request is for a probe.</returns>
    public static bool IsHealthProbe(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Features.Get<LetInRequest>() is not null)
        {
            return true;
        }

        return context.GetEndpoint() is { } endpoint
            ? endpoint.Metadata.GetMetadata<HealthProbeMetadata>() is not null
            : context.RequestServices?.GetService<ProbePaths>()?.Find(context.Request.Path)?.Serves(context.Request) is true;
    }
}
