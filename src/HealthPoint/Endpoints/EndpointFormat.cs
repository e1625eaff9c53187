using System.Buffers;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Net.Http.Headers;

namespace HealthPoint.Endpoints;

/// <summary>A format as one endpoint uses it. What anonymous callers read is written once; then the same bytes are sent.</summary>
internal sealed class EndpointFormat(IHealthReportFormatter formatter)
{
    private readonly byte[]?[] _bodies = new byte[]?[(int)HealthStatus.Healthy + 1];

    public IHealthReportFormatter Formatter { get; } = formatter;

    // Read once: the property of the application's own format may do anything.
    public string ContentType { get; } = formatter.ContentType;

    /// <summary>The parsed content type; <see langword="null"/> where it is no content type, which start-up refuses.</summary>
    public MediaTypeHeaderValue? MediaType { get; } = MediaTypeHeaderValue.TryParse(formatter.ContentType, out var type) ? type : null;

    /// <summary>
    /// Whether the format may write details straight to the response. If a format of the application's own throws, what it has
    /// already written would stand before the error page.
    /// </summary>
    public bool IsOurs { get; } = formatter.GetType().Assembly == typeof(EndpointFormat).Assembly;

    /// <summary>What all callers may read.</summary>
    /// <param name="status">Whether the service is healthy.</param>
    /// <param name="endpoint">The endpoint's name, the same each time.</param>
    public ReadOnlyMemory<byte> BodyOf(HealthStatus status, string endpoint)
    {
        return _bodies[(int)status] ??= Write();

        // Two callers may write it at once; both results are equal.
        byte[] Write()
        {
            var body = new ArrayBufferWriter<byte>();
            Formatter.WriteStatus(body, status, endpoint);
            return body.WrittenSpan.ToArray();
        }
    }
}
