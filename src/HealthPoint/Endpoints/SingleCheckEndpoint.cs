using HealthPoint.Discovery;
using HealthPoint.Formats;
using HealthPoint.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace HealthPoint.Endpoints;

/// <summary>A single check of a probe, <c>/livez/{name}</c>. It answers the same while the application starts or drains.</summary>
internal sealed class SingleCheckEndpoint(EndpointServices services, HealthPointEndpointOptions endpoint) : ReportEndpoint(services, endpoint)
{
    public const string Parameter = "name";

    private const string EscapedSlash = "%2F";

    private readonly EndpointFormat _format = new(new SingleCheckFormat());

    protected override bool TagsAreChosen => false;

    protected override EndpointFormat? Format(HttpRequest request) => _format;

    protected override bool Selects(HttpRequest request) => true;

    protected override string SelectionKey(HttpRequest request) => NameIn(request);

    protected override Selection? Select(HttpRequest request, IReadOnlyList<Check> known, SettingsSnapshot current) =>
        Selection.OfName(NameIn(request), known);

    /// <summary>The name in the request's path, decoded once.</summary>
    private static string NameIn(HttpRequest request)
    {
        var name = request.RouteValues[Parameter] as string ?? "";
        if (!name.Contains(EscapedSlash, StringComparison.OrdinalIgnoreCase))
        {
            return name;
        }

        // The server decodes everything but this, so a %2F here may have been sent as %2F or as %252F. The raw target tells which,
        // unless a middleware has rewritten the path since.
        var path = (request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "").Split('?', 2)[0].TrimEnd('/');
        var sent = Uri.UnescapeDataString(path[(path.LastIndexOf('/') + 1)..]);
        return string.Equals(WithSlashes(sent), WithSlashes(name), StringComparison.Ordinal) ? sent : WithSlashes(name);
    }

    private static string WithSlashes(string name) => name.Replace(EscapedSlash, "/", StringComparison.OrdinalIgnoreCase);
}
