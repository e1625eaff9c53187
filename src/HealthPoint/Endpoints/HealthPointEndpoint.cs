using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Net.Http.Headers;

namespace HealthPoint;

/// <summary>The healthpoint dialect: one mapped endpoint.</summary>
internal sealed class HealthPointEndpoint(
    HealthPointEndpointOptions endpoint, CheckTable table, SettingsMonitor settings, Gatekeeper gatekeeper, HealthPointRunner runner)
{
    private const string AllowedMethods = "GET, HEAD";

    public async Task HandleAsync(HttpContext context)
    {
        // Our own 405: with a method in the route, a catch-all or a MapHealthChecks on the same path would answer instead.
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.Headers.Allow = AllowedMethods;
            await RespondAsync(context, StatusCodes.Status405MethodNotAllowed, HealthPointJson.Empty).ConfigureAwait(false);
            return;
        }

        var caller = await gatekeeper.IdentifyAsync(context).ConfigureAwait(false);
        if (caller is Caller.Unauthenticated or Caller.Forbidden)
        {
            await RefuseAsync(context, caller).ConfigureAwait(false);
            return;
        }

        var current = settings.Current;
        var maySelect = caller == Caller.Viewer || (endpoint.AllowAnonymousSelection ?? current.Options.AllowAnonymousSelection);
        if (!maySelect && Selection.IsAskedFor(context.Request.Query))
        {
            await RespondAsync(context, StatusCodes.Status404NotFound, HealthPointJson.Empty).ConfigureAwait(false);
            return;
        }

        var selection = Selection.Of(context.Request.Query, Known(current), current);
        CheckReport report;
        try
        {
            report = await runner.RunAsync(selection.Checks, context.RequestAborted).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller has left; there is nobody to answer.
            return;
        }

        var status = StatusCode(report, selection, current.Options);
        if (caller != Caller.Viewer)
        {
            await RespondAsync(context, status, HealthPointJson.Empty).ConfigureAwait(false);
            return;
        }

        var body = new ArrayBufferWriter<byte>();
        HealthPointJson.Write(body, report, selection.Unknown, current.Options.DetailMaxLength);
        await RespondAsync(context, status, body.WrittenMemory).ConfigureAwait(false);
    }

    private List<Check> Known(Settings current)
    {
        var known = new List<Check>(table.Checks.Count);
        foreach (var check in table.Checks)
        {
            if (current[check].Enabled
                && (endpoint.Tags is not { } tags || current[check].Tags.Any(tags.Contains))
                && (endpoint.Predicate is not { } predicate || predicate(current[check].Registration)))
            {
                known.Add(check);
            }
        }

        return known;
    }

    private int StatusCode(CheckReport report, Selection selection, HealthPointOptions options)
    {
        var status = report.Status switch
        {
            HealthStatus.Healthy => StatusCodes.Status200OK,
            HealthStatus.Degraded => endpoint.DegradedStatusCode ?? options.DegradedStatusCode,
            _ => endpoint.FailureStatusCode ?? options.FailureStatusCode,
        };

        // What was asked for and is not there is a 404, but a failure is worse.
        return selection.Unknown.Count > 0 && status < StatusCodes.Status400BadRequest ? StatusCodes.Status404NotFound : status;
    }

    private Task RefuseAsync(HttpContext context, Caller caller)
    {
        if (caller == Caller.Forbidden || !gatekeeper.CanChallenge)
        {
            return RespondAsync(context, StatusCodes.Status403Forbidden, HealthPointJson.Empty);
        }

        context.Response.Headers.WWWAuthenticate = BasicAuthentication.Challenge;
        return RespondAsync(context, StatusCodes.Status401Unauthorized, HealthPointJson.Empty);
    }

    private static Task RespondAsync(HttpContext context, int status, ReadOnlyMemory<byte> body)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = HealthPointJson.ContentType;
        response.ContentLength = body.Length;
        response.Headers.CacheControl = CacheControlHeaderValue.NoStoreString;
        response.Headers.XContentTypeOptions = "nosniff";
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }
}
