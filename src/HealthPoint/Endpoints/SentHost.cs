using Microsoft.AspNetCore.Http;

namespace HealthPoint.Endpoints;

/// <summary>The host of a request, whatever was sent.</summary>
internal static class SentHost
{
    /// <summary>The host as the application has it, or as it was sent where that cannot be decoded.</summary>
    public static HostString Of(HttpRequest request)
    {
        try
        {
            return request.Host;
        }
        catch (ArgumentException)
        {
            // It claims to be encoded, as "xn--" does, and is not.
            return new HostString(request.Headers.Host.ToString());
        }
    }
}
