using System.Buffers;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Net.Http.Headers;

namespace HealthPoint.Endpoints;

/// <summary>A format as one endpoint speaks it. What anonymous callers read is written once, and then the same bytes.</summary>
internal sealed class EndpointFormat(IHealthReportFormatter formatter)
{
    private readonly byte[]?[] _bodies = new byte[]?[(int)HealthStatus.Healthy + 1];

    public IHealthReportFormatter Formatter { get; } = formatter;

    // Asked once: a property of somebody's own may do anything.
    public string ContentType { get; } = formatter.ContentType;

    /// <summary>The parsed content type; <see langword="null"/> where it is none, which start-up refuses.</summary>
    public MediaTypeHeaderValue? MediaType { get; } = MediaTypeHeaderValue.TryParse(formatter.ContentType, out var type) ? type : null;

    /// <summary>
    /// Whether its details may go straight to the response. What a format of somebody's own has written before it throws
    /// would stand before the error page.
    /// </summary>
    public bool IsOurs { get; } = formatter.GetType().Assembly == typeof(EndpointFormat).Assembly;

    /// <summary>What anybody may read.</summary>
    /// <param name="status">Whether the service is healthy.</param>
    /// <param name="endpoint">The endpoint's name, the same each time.</param>
    public ReadOnlyMemory<byte> BodyOf(HealthStatus status, string endpoint)
    {
        return _bodies[(int)status] ??= Write();

        // By two callers at once, it is the same.
        byte[] Write()
        {
            var body = new ArrayBufferWriter<byte>();
            Formatter.WriteStatus(body, status, endpoint);
            return body.WrittenSpan.ToArray();
        }
    }
}
