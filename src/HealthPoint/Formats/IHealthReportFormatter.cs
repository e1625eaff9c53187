using System.Buffers;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint;

/// <summary>
/// A format of <c>/health/</c>. A caller chooses it by its <see cref="Name"/> in <c>?format=</c>, or by its
/// <see cref="ContentType"/> in <c>Accept</c>. Add your own with <c>AddFormatter</c>.
/// </summary>
/// <remarks>
/// HealthPoint decides before which caller may see what: what an anonymous caller gets is written with no knowledge but the
/// status. One instance serves all requests, so it must be thread-safe. An exception of it is a server error, status 500.
/// </remarks>
public interface IHealthReportFormatter
{
    /// <summary>What a caller writes behind <c>?format=</c>: lower-case letters, digits, and hyphens; <c>json</c>.</summary>
    string Name { get; }

    /// <summary>The media type of the answer, with its parameters: <c>application/json</c>.</summary>
    string ContentType { get; }

    /// <summary>The HTTP status of an answer. Default: the endpoint's status.</summary>
    /// <param name="statusCode">The endpoint's status for this report.</param>
    int GetStatusCode(int statusCode) => statusCode;

    /// <summary>
    /// Writes what all callers may read. Called once for each status and endpoint; the bytes are kept.
    /// </summary>
    /// <param name="output">Where the bytes go.</param>
    /// <param name="status">Whether the service is healthy.</param>
    /// <param name="endpoint">The last literal segment of the endpoint's path: <c>health</c>.</param>
    void WriteStatus(IBufferWriter<byte> output, HealthStatus status, string endpoint);

    /// <summary>Writes what a viewer reads.</summary>
    /// <param name="output">Where the bytes go.</param>
    /// <param name="details">What the viewer may read.</param>
    void WriteDetails(IBufferWriter<byte> output, HealthDetails details);
}
