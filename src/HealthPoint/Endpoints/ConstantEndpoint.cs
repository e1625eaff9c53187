using HealthPoint.Formats;
using Microsoft.AspNetCore.Http;

namespace HealthPoint.Endpoints;

/// <summary>
/// One mapped endpoint that only shows that the process answers. It runs no check, needs no service and no settings, and
/// allocates nothing.
/// </summary>
internal sealed class ConstantEndpoint
{
    /// <summary><c>/-/alive/</c></summary>
    public static readonly ConstantEndpoint Alive = new("ok"u8.ToArray());

    /// <summary><c>/__lbheartbeat__</c></summary>
    public static readonly ConstantEndpoint LoadBalancerHeartbeat = new([]);

    private readonly byte[] _body;

    private ConstantEndpoint(byte[] body) => _body = body;

    /// <summary>Answers a request.</summary>
    public Task HandleAsync(HttpContext context) => Response.Answers(context.Request.Method)
        ? Response.SendAsync(context, StatusCodes.Status200OK, TextFormat.MediaType, _body)
        : Response.RefuseMethodAsync(context);
}
