using HealthPoint.Endpoints;
using HealthPoint.Logging;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace HealthPoint.Hosting;

/// <summary>
/// Keeps the answer to a let-in request from redirecting its reader to a host that the caller made up, as a redirection to
/// HTTPS would. Such an answer becomes a 400. Redirections to other hosts are left alone.
/// </summary>
internal sealed class RedirectGuard(AllowedHosts hosts, TimeProvider time, ILogger<RedirectGuard> logger)
{
    private readonly OncePerMinute _log = new(time);

    /// <summary>Looks at the answer before its first byte is sent, after all later middleware.</summary>
    public void Watch(HttpContext context, LetInRequest request) => context.Response.OnStarting(
        () =>
        {
            Check(context, request);
            return Task.CompletedTask;
        });

    private void Check(HttpContext context, LetInRequest request)
    {
        var response = context.Response;
        if (response.StatusCode is < 300 or > 399 || response.Headers.Location.ToString() is not { Length: > 0 } location)
        {
            return;
        }

        // Where a proxy's header has replaced the host, the host now differs from the one that was sent. So both are compared.
        var target = RedirectTarget.Of(location);
        if (!target.IsUnreadable && !LeadsTo(target, request.Host) && !LeadsTo(target, SentHost.Of(context.Request).Value ?? ""))
        {
            return;
        }

        response.StatusCode = StatusCodes.Status400BadRequest;
        response.Headers.Location = default;
        response.Headers.CacheControl = CacheControlHeaderValue.NoStoreString;
        if (_log.Passes())
        {
            Log.Safely(logger.RedirectWithheld);
        }
    }

    private bool LeadsTo(RedirectTarget target, string host) =>
        host.Length > 0
        && !hosts.Allow(host)
        && (target.Is(host) || (target.IsRelatedTo(host) && !hosts.Allow(target.Host!)));
}
