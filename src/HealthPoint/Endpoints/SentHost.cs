using Microsoft.AspNetCore.Http;

namespace HealthPoint.Endpoints;

/// <summary>Reads the host of a request, even a malformed one.</summary>
internal static class SentHost
{
    /// <summary>The host as the framework decodes it, or as it was sent where it cannot be decoded.</summary>
    public static HostString Of(HttpRequest request)
    {
        try
        {
            return request.Host;
        }
        catch (ArgumentException)
        {
            // The host claims to be encoded, with "xn--", but is not.
            return new HostString(request.Headers.Host.ToString());
        }
    }
}
