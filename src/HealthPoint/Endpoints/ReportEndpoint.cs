using System.Buffers;
using System.Text;
using HealthPoint.Disclosure;
using HealthPoint.Discovery;
using HealthPoint.Execution;
using HealthPoint.Formats;
using HealthPoint.Logging;
using HealthPoint.Reports;
using HealthPoint.Settings;
using HealthPoint.Threading;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Endpoints;

/// <summary>
/// One mapped endpoint that reports, in any dialect: it identifies the caller, selects the checks, asks them and writes the
/// answer. A dialect overrides what is different.
/// </summary>
internal abstract class ReportEndpoint(EndpointServices services, HealthPointEndpointOptions endpoint)
{
    /// <summary>How many selections make a generation of those that are kept, and the longest key, in characters, whose selection is kept.</summary>
    private const int SelectionsKept = 64, LongestSelectionKept = 256;

    private ChosenSet? _known;
    // The selections that were lately made from a set. Under other settings there are other sets.
    private readonly PerState<CheckSet, RecentlyUsed<string, Selection>> _selections = new(static _ => new(SelectionsKept, StringComparer.Ordinal));

    /// <summary>The last literal segment of the endpoint's path, once that is known.</summary>
    public string Name { get; private set; } = "health";

    /// <summary>What the endpoint does differently.</summary>
    protected HealthPointEndpointOptions Endpoint { get; } = endpoint;

    /// <summary>Whether anonymous callers read more than the status, so that the result of every check is needed.</summary>
    protected virtual bool TellsEverybodyMore => false;

    /// <summary>Takes the name from the endpoint's whole path, groups included.</summary>
    public void TakeName(RoutePattern pattern) => Name = pattern.PathSegments
        .Select(static segment => segment is { IsSimple: true, Parts: [RoutePatternLiteralPart literal] } ? literal.Content : null)
        .LastOrDefault(static literal => literal is not null) ?? Name;

    /// <summary>Answers a request.</summary>
    public Task HandleAsync(HttpContext context)
    {
        if (!Response.Answers(context.Request.Method))
        {
            return Response.RefuseMethodAsync(context);
        }

        var identified = services.Gatekeeper.IdentifyAsync(context, Endpoint.AuthRequired);
        return identified.IsCompletedSuccessfully ? AnswerAsync(context, identified.Result) : AnswerOnceIdentifiedAsync(context, identified);
    }

    /// <summary>The HTTP status of a report.</summary>
    protected virtual int StatusCode(HealthStatus status, HealthPointOptions options) => status switch
    {
        HealthStatus.Healthy => StatusCodes.Status200OK,
        HealthStatus.Degraded => Endpoint.DegradedStatusCode ?? options.DegradedStatusCode,
        _ => Endpoint.FailureStatusCode ?? options.FailureStatusCode,
    };

    /// <summary>The format of the answer; <see langword="null"/> where the caller wants a format that does not exist.</summary>
    protected abstract EndpointFormat? Format(HttpRequest request);

    /// <summary>The answer to a viewer that wants a format that does not exist.</summary>
    protected virtual ReadOnlyMemory<byte> KnownFormats => JsonFormat.Empty;

    /// <summary>Which of the known checks the request asks for; <see langword="null"/> when it does not select.</summary>
    /// <remarks>Called for callers that may select; for others, <see cref="Selects"/> decides alone.</remarks>
    protected virtual Selection? Select(HttpRequest request, IReadOnlyList<Check> known, SettingsSnapshot current) => null;

    /// <summary>The part of the request that determines the selection: equal keys lead to equal selections.</summary>
    protected virtual string SelectionKey(HttpRequest request) => request.QueryString.Value ?? "";

    /// <summary>Whether the application has chosen the endpoint's tags, so that a tag without any check is a mistake.</summary>
    protected virtual bool TagsAreChosen => true;

    /// <summary>Whether the request asks for some checks only, which reveals single results.</summary>
    protected virtual bool Selects(HttpRequest request) => false;

    /// <summary>What an anonymous caller reads.</summary>
    protected virtual ReadOnlyMemory<byte> PublicBody(EndpointFormat format, CheckReport report, HealthPointOptions options) => format.BodyOf(report.Status, Name);

    /// <summary>What fails the endpoint now, whatever its checks say: <c>draining</c>. All callers may read it.</summary>
    protected virtual string? State => null;

    // A method of its own: otherwise what it captures would be allocated for every request.
    private async Task AnswerOnceIdentifiedAsync(HttpContext context, ValueTask<Caller> identified) =>
        await AnswerAsync(context, await identified.ConfigureAwait(false)).ConfigureAwait(false);

    private Task AnswerAsync(HttpContext context, Caller caller)
    {
        if (caller is Caller.Unauthenticated or Caller.Forbidden)
        {
            return RefuseAsync(context, caller);
        }

        var current = services.Settings.Current;
        if (Format(context.Request) is not { } format)
        {
            return Response.SendAsync(context, StatusCodes.Status400BadRequest, JsonFormat.MediaType, caller == Caller.Viewer ? KnownFormats : JsonFormat.Empty);
        }

        // Nearly all requests are probes without credentials while the last report is still valid, so they take the short way.
        var known = Known(current);
        if (caller == Caller.Anonymous && !Selects(context.Request) && State is null && known.Kept is { } kept)
        {
            TellObservers(context, kept, Selection.Nothing);
            return SendAsync(context, format, StatusCode(kept.Status, current.Options), PublicBody(format, kept, current.Options));
        }

        return AskAndAnswerAsync(context, caller, format, current, known);
    }

    private async Task AskAndAnswerAsync(HttpContext context, Caller caller, EndpointFormat format, SettingsSnapshot current, CheckSet set)
    {
        var selection = Selection.Nothing;
        if (Selects(context.Request))
        {
            if (caller != Caller.Viewer && !(Endpoint.AllowAnonymousSelection ?? current.Options.AllowAnonymousSelection))
            {
                await Response.SendEmptyAsync(context, StatusCodes.Status404NotFound).ConfigureAwait(false);
                return;
            }

            if (Select(context.Request, set, current) is { } selected)
            {
                selection = selected;
                set = services.Runner.Prepare(selected.Checks, current);
            }
        }

        if (caller != Caller.Viewer && State is { } reason)
        {
            // No result of a check could change this answer.
            var failing = format.Formatter.GetStatusCode(StatusCode(HealthStatus.Unhealthy, current.Options));
            await Response.SendAsync(context, failing, TextFormat.MediaType, Encoding.UTF8.GetBytes(reason + "\n")).ConfigureAwait(false);
            return;
        }

        if (set.Kept is not { } report)
        {
            var answers = await services.Runner.AskAsync(set, details: caller == Caller.Viewer || TellsEverybodyMore).ConfigureAwait(false);
            try
            {
                // RequestAborted is only read when needed: a request makes that token when it is first read.
                report = await answers.ReportAsync(answers.IsComplete ? CancellationToken.None : context.RequestAborted).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
            {
                // The caller has left, so no answer is sent.
                return;
            }
        }

        TellObservers(context, report, selection);

        // Asking for a check that does not exist is a 404, but a failure takes precedence.
        var state = caller == Caller.Viewer ? State : null;
        var status = StatusCode(state is null ? report.Status : HealthStatus.Unhealthy, current.Options);
        status = selection.Unknown.Count > 0 && status < StatusCodes.Status400BadRequest ? StatusCodes.Status404NotFound : status;
        if (caller == Caller.Viewer)
        {
            await SendDetailsAsync(context, format, status, Details(context.Request, report, selection, state, current.Options)).ConfigureAwait(false);
        }
        else
        {
            // A body that says "ok" would contradict the 404 for a check that does not exist.
            var told = selection.Unknown.Count > 0 ? CheckReport.Without(HealthStatus.Unhealthy) : report;
            await SendAsync(context, format, status, PublicBody(format, told, current.Options)).ConfigureAwait(false);
        }
    }

    private Selection? Select(HttpRequest request, CheckSet known, SettingsSnapshot current)
    {
        var key = SelectionKey(request);
        if (key.Length > LongestSelectionKept)
        {
            return Select(request, known.Checks, current);
        }

        var selections = _selections.Of(known);
        return selections.Find(key) ?? (Select(request, known.Checks, current) is { } selected ? selections.Add(key, selected) : null);
    }

    private void TellObservers(HttpContext context, CheckReport report, Selection selection)
    {
        if (services.Runner.Observers.HasObservers)
        {
            // The route is as the application wrote it, with the prefix of its group; the path is the caller's.
            var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "";
            var selected = selection == Selection.Nothing ? null : selection;
            services.Runner.Observers.Report(report.Status, report.ToHealthReport, route, selected?.Names, selected?.Tags);
        }
    }

    /// <summary>The checks that this endpoint knows.</summary>
    private CheckSet Known(SettingsSnapshot current)
    {
        var known = _known;
        return known?.Stands(current, services.Runner.Engine.Time) is true ? known.Set : Prepare(current);
    }

    // A method of its own: otherwise the lambda's captures would be allocated for every request.
    private CheckSet Prepare(SettingsSnapshot current)
    {
        var askedAt = Endpoint.Predicate is null ? default(long?) : services.Runner.Engine.Time.GetTimestamp();
        var checks = services.Table.Checks
            .Where(check => current[check].Enabled
                && (Endpoint.Tags is not { } tags || current[check].Tags.Any(tags.Contains))
                && (Endpoint.Predicate is not { } predicate || predicate(current[check].Registration)))
            .ToArray();
        var set = services.Runner.Prepare(checks, current);
        if (checks.Length == 0 && TagsAreChosen && Endpoint.Tags is { } mistaken && _known?.Settings != current)
        {
            var tags = services.Table.Checks.SelectMany(check => current[check].Tags).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
            Log.Safely(() => services.Logger.NoCheckOfTag(Name, string.Join(", ", mistaken), string.Join(", ", tags)));
        }

        _known = new ChosenSet(current, set, askedAt);
        return set;
    }

    private Task RefuseAsync(HttpContext context, Caller caller)
    {
        if (caller == Caller.Forbidden || !services.Gatekeeper.CanChallenge)
        {
            return Response.SendEmptyAsync(context, StatusCodes.Status403Forbidden);
        }

        context.Response.Headers.WWWAuthenticate = BasicAuthentication.Challenge;
        return Response.SendEmptyAsync(context, StatusCodes.Status401Unauthorized);
    }

    private static Task SendAsync(HttpContext context, EndpointFormat format, int status, ReadOnlyMemory<byte> body) =>
        Response.SendAsync(context, format.Formatter.GetStatusCode(status), format.ContentType, body);

    private HealthDetails Details(HttpRequest request, CheckReport report, Selection selection, string? state, HealthPointOptions options) =>
        new(report, options.DetailMaxLength)
        {
            Endpoint = Name,
            State = state,
            Unknown = selection.Unknown,
            Excluded = [.. selection.Excluded.Select(static check => check.Value)],
            ExcludedAfter = [.. selection.Excluded.Select(check => report.CountListedFirst(selection.Checks.Take(check.Key)))],
            NotExcluded = selection.NotExcluded,
            IsVerbose = request.QueryString.HasValue && request.Query.ContainsKey("verbose"),
        };

    private static async Task SendDetailsAsync(HttpContext context, EndpointFormat format, int status, HealthDetails details)
    {
        if (!format.IsOurs || HttpMethods.IsHead(context.Request.Method))
        {
            var body = new ArrayBufferWriter<byte>();
            format.Formatter.WriteDetails(body, details);
            await SendAsync(context, format, status, body.WrittenMemory).ConfigureAwait(false);
            return;
        }

        // Written straight to the response. The headers are not sent before the flush, so the length can be set after the body.
        var response = Response.Begin(context, format.Formatter.GetStatusCode(status), format.ContentType);
        var output = new CountingWriter(response.BodyWriter);
        format.Formatter.WriteDetails(output, details);
        response.ContentLength = output.Count;
        await response.BodyWriter.FlushAsync(CancellationToken.None).ConfigureAwait(false);
    }
}
