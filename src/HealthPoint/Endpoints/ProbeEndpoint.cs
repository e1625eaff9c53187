using HealthPoint.Discovery;
using HealthPoint.Formats;
using HealthPoint.Settings;
using Microsoft.AspNetCore.Http;

namespace HealthPoint.Endpoints;

/// <summary>One of the probes in the dialect of Kubernetes: the checks with its tag, except those that <c>?exclude=</c> names.</summary>
internal sealed class ProbeEndpoint(EndpointServices services, HealthPointEndpointOptions endpoint, Func<string?> state)
    : ReportEndpoint(services, endpoint)
{
    private readonly EndpointFormat _format = new(new TextFormat());

    // An application need not have checks for startup, or for a liveness probe.
    protected override bool TagsAreChosen => false;

    protected override string? State => state();

    protected override EndpointFormat? Format(HttpRequest request) => _format;

    protected override bool Selects(HttpRequest request) => request.QueryString.HasValue && request.Query.ContainsKey("exclude");

    protected override Selection? Select(HttpRequest request, IReadOnlyList<Check> known, SettingsSnapshot current) =>
        Selection.Without(request.Query["exclude"], known);
}
