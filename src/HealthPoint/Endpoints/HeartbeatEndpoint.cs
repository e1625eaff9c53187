using HealthPoint.Formats;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Endpoints;

/// <summary>The Dockerflow dialect: <c>/__heartbeat__</c>, which fails with a warning too.</summary>
internal sealed class HeartbeatEndpoint(EndpointServices services, HealthPointEndpointOptions endpoint) : ReportEndpoint(services, endpoint)
{
    private readonly EndpointFormat _format = new(new DockerflowFormat());

    protected override EndpointFormat? Format(HttpRequest request) => _format;

    protected override int StatusCode(HealthStatus status, HealthPointOptions options) => status switch
    {
        HealthStatus.Unhealthy => FailureStatusCode(options),
        HealthStatus.Degraded when options.Dockerflow.WarningFails => Endpoint.DegradedStatusCode ?? FailureStatusCode(options),
        _ => base.StatusCode(status, options),
    };

    private int FailureStatusCode(HealthPointOptions options) => Endpoint.FailureStatusCode ?? options.Dockerflow.FailureStatusCode;
}
