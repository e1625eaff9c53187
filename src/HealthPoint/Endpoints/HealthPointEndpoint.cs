using System.Text;
using HealthPoint.Discovery;
using HealthPoint.Settings;
using Microsoft.AspNetCore.Http;

namespace HealthPoint.Endpoints;

/// <summary>The healthpoint dialect: <c>/health/</c>, with all checks or those that the caller selects, in the format that the caller wants.</summary>
internal sealed class HealthPointEndpoint(EndpointServices services, FormatChoice formats, HealthPointEndpointOptions endpoint)
    : ReportEndpoint(services, endpoint)
{
    protected override ReadOnlyMemory<byte> KnownFormats { get; } =
        Encoding.UTF8.GetBytes("""{"success":{},"error":{"format":"Unknown format; there are """ + formats.Names + "\"}}");

    protected override EndpointFormat? Format(HttpRequest request) => formats.Of(request);

    protected override bool Selects(HttpRequest request) => request.QueryString.HasValue && Selection.IsAskedFor(request.Query);

    protected override Selection? Select(HttpRequest request, IReadOnlyList<Check> known, SettingsSnapshot current) =>
        Selection.Of(request.Query, known, current);
}
