using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace HealthPoint.Hosting;

/// <summary>The feature of a request that the host bypass has let in. It lasts as long as the request.</summary>
/// <param name="host">The <c>Host</c> header as it was sent.</param>
internal sealed class LetInRequest(StringValues host)
{
    private bool _replaced;

    /// <summary>The host as it was sent, perhaps with a port; empty where there was none.</summary>
    public string Host { get; } = host.ToString();

    /// <summary>Shows the host filter another host.</summary>
    public void Replace(HttpRequest request, string substitute)
    {
        _replaced = true;
        request.Headers.Host = substitute;
    }

    /// <summary>Shows all later middleware the header as it was sent.</summary>
    public void Restore(HttpRequest request)
    {
        if (_replaced)
        {
            _replaced = false;
            request.Headers.Host = host;
        }
    }
}
