using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace HealthPoint.Endpoints;

/// <summary>A literal path of one or several of our endpoints.</summary>
/// <param name="First">The endpoint, if it may answer before all other middleware.</param>
/// <param name="Hosts">The hosts that <c>RequireHost</c> asks for; <see langword="null"/> where any host will do.</param>
internal sealed record ProbePath(RouteEndpoint? First, string[]? Hosts)
{
    /// <summary>Whether routing would find the endpoint. The path of a management port may belong to the application at the public port.</summary>
    public bool Serves(HttpRequest request)
    {
        if (Hosts is null)
        {
            return true;
        }

        var sent = SentHost.Of(request);
        var port = sent.Port ?? (request.IsHttps ? 443 : 80);
        var host = sent.HasValue ? sent.Host : "";
        return Array.Exists(Hosts, required => new HostString(required) is var pattern
            && (pattern.Port ?? port) == port
            && (pattern.Host is "*" || (host.Length > 0 && HostString.MatchesAny(host, [pattern.Host]))));
    }
}
