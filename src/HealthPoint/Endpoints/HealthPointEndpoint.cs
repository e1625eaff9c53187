using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Net.Http.Headers;

namespace HealthPoint;

/// <summary>The healthpoint dialect: one mapped endpoint.</summary>
internal sealed class HealthPointEndpoint(
    HealthPointEndpointOptions endpoint, CheckTable table, SettingsMonitor settings, Gatekeeper gatekeeper, HealthPointRunner runner)
{
    private const string AllowedMethods = "GET, HEAD";

    private KnownChecks? _known;

    public Task HandleAsync(HttpContext context)
    {
        // Our own 405: with a method in the route, a catch-all or a MapHealthChecks on the same path would answer instead.
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.Headers.Allow = AllowedMethods;
            return RespondAsync(context, StatusCodes.Status405MethodNotAllowed, HealthPointJson.Empty);
        }

        var identified = gatekeeper.IdentifyAsync(context);
        return identified.IsCompletedSuccessfully ? AnswerAsync(context, identified.Result) : IdentifyAndAnswerAsync();

        async Task IdentifyAndAnswerAsync() => await AnswerAsync(context, await identified.ConfigureAwait(false)).ConfigureAwait(false);
    }

    private Task AnswerAsync(HttpContext context, Caller caller)
    {
        // What nearly all requests are: a probe without credentials, while the last report still holds.
        if (caller == Caller.Anonymous && !context.Request.QueryString.HasValue)
        {
            var current = settings.Current;
            if (Known(current).Kept is { } kept)
            {
                TellObservers(context, kept);
                return RespondAsync(context, StatusCode(kept, current.Options), HealthPointJson.Empty);
            }
        }

        return AskAndAnswerAsync(context, caller);
    }

    private async Task AskAndAnswerAsync(HttpContext context, Caller caller)
    {
        if (caller is Caller.Unauthenticated or Caller.Forbidden)
        {
            await RefuseAsync(context, caller).ConfigureAwait(false);
            return;
        }

        var current = settings.Current;
        var set = Known(current);
        IReadOnlyList<KeyValuePair<string, string>> unknown = [];
        Selection? selected = null;
        if (context.Request.QueryString.HasValue && Selection.IsAskedFor(context.Request.Query))
        {
            if (caller != Caller.Viewer && !(endpoint.AllowAnonymousSelection ?? current.Options.AllowAnonymousSelection))
            {
                await RespondAsync(context, StatusCodes.Status404NotFound, HealthPointJson.Empty).ConfigureAwait(false);
                return;
            }

            var selection = Selection.Of(context.Request.Query, set.Checks, current);
            set = runner.Prepare(selection.Checks, current);
            unknown = selection.Unknown;
            selected = selection;
        }

        if (set.Kept is not { } report)
        {
            var answers = await runner.AskAsync(set, details: caller == Caller.Viewer).ConfigureAwait(false);
            try
            {
                // A request makes its token when it is first asked for.
                report = await answers.ReportAsync(answers.IsComplete ? CancellationToken.None : context.RequestAborted).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
            {
                // The caller has left; there is nobody to answer.
                return;
            }
        }

        TellObservers(context, report, selected);

        // What was asked for and is not there is a 404, but a failure is worse.
        var status = StatusCode(report, current.Options);
        status = unknown.Count > 0 && status < StatusCodes.Status400BadRequest ? StatusCodes.Status404NotFound : status;
        if (caller != Caller.Viewer)
        {
            await RespondAsync(context, status, HealthPointJson.Empty).ConfigureAwait(false);
            return;
        }

        var response = Begin(context, status);
        if (HttpMethods.IsHead(context.Request.Method))
        {
            response.ContentLength = HealthPointJson.Write(new ArrayBufferWriter<byte>(), report, unknown, current.Options.DetailMaxLength);
            return;
        }

        // Straight to the response. Its headers are not sent before the flush, so the length may be known after the body.
        response.ContentLength = HealthPointJson.Write(response.BodyWriter, report, unknown, current.Options.DetailMaxLength);
        await response.BodyWriter.FlushAsync(CancellationToken.None).ConfigureAwait(false);
    }

    private void TellObservers(HttpContext context, CheckReport report, Selection? selected = null)
    {
        if (runner.Observers.HasObservers)
        {
            // The route is as the application wrote it, with the prefix of its group; the path is the caller's.
            runner.Observers.Report(report, (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "", selected?.Names, selected?.Tags);
        }
    }

    /// <summary>The checks that this endpoint knows.</summary>
    private CheckSet Known(Settings current)
    {
        var known = _known;
        if (known?.Settings == current && endpoint.Predicate is null)
        {
            return known.Set;
        }

        var checks = table.Checks
            .Where(check => current[check].Enabled
                && (endpoint.Tags is not { } tags || current[check].Tags.Any(tags.Contains))
                && (endpoint.Predicate is not { } predicate || predicate(current[check].Registration)))
            .ToArray();
        _known = known = new KnownChecks(current, runner.Prepare(checks, current));
        return known.Set;
    }

    private int StatusCode(CheckReport report, HealthPointOptions options) => report.Status switch
    {
        HealthStatus.Healthy => StatusCodes.Status200OK,
        HealthStatus.Degraded => endpoint.DegradedStatusCode ?? options.DegradedStatusCode,
        _ => endpoint.FailureStatusCode ?? options.FailureStatusCode,
    };

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
        var response = Begin(context, status);
        response.ContentLength = body.Length;

        // Without the request's token, which is made when it is first asked for: there is nothing to wait for.
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(body, CancellationToken.None).AsTask();
    }

    private static HttpResponse Begin(HttpContext context, int status)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = HealthPointJson.ContentType;
        response.Headers.CacheControl = CacheControlHeaderValue.NoStoreString;
        response.Headers.XContentTypeOptions = "nosniff";
        return response;
    }

    private sealed record KnownChecks(Settings Settings, CheckSet Set);
}
