using System.Buffers;
using HealthPoint.Disclosure;
using HealthPoint.Formats;
using HealthPoint.Reports;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Endpoints;

/// <summary>The django-alive dialect: <c>/-/health/</c>. All callers read what fails, in the words that the check has chosen for the public.</summary>
internal sealed class AliveEndpoint(EndpointServices services, HealthPointEndpointOptions endpoint) : ReportEndpoint(services, endpoint)
{
    private readonly EndpointFormat _format = new(new AliveFormat());
    private FailingBody? _failing;

    protected override bool TellsEverybodyMore => true;

    protected override EndpointFormat? Format(HttpRequest request) => _format;

    protected override int StatusCode(HealthStatus status, HealthPointOptions options) => status == HealthStatus.Unhealthy
        ? Endpoint.FailureStatusCode ?? options.Alive.FailureStatusCode
        : base.StatusCode(status, options);

    protected override ReadOnlyMemory<byte> PublicBody(EndpointFormat format, CheckReport report, HealthPointOptions options)
    {
        if (report.Status != HealthStatus.Unhealthy)
        {
            return base.PublicBody(format, report, options);
        }

        // A kept report is written once: searching its texts for secrets costs time.
        var failing = _failing;
        if (failing?.Report != report || failing.Options != options)
        {
            var body = new ArrayBufferWriter<byte>();
            AliveFormat.WriteErrors(body, PublicText.OfFailing(report, options.DetailMaxLength));
            _failing = failing = new FailingBody(report, options, body.WrittenMemory);
        }

        return failing.Body;
    }

    private sealed record FailingBody(CheckReport Report, HealthPointOptions Options, ReadOnlyMemory<byte> Body);
}
