using System.Buffers;
using System.Text;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Formats;

/// <summary>One check, as the Kubernetes API server reports it at <c>/livez/{name}</c>: <c>ok</c>, or the reason.</summary>
internal sealed class SingleCheckFormat : IHealthReportFormatter
{
    public string Name => "text";

    public string ContentType => TextFormat.MediaType;

    public void WriteStatus(IBufferWriter<byte> output, HealthStatus status, string endpoint) => TextFormat.WriteVerdict(output, status, endpoint);

    public void WriteDetails(IBufferWriter<byte> output, HealthDetails details) => Encoding.UTF8.GetBytes(
        details switch
        {
            { Unknown: [var (_, text), ..] } => $"{text}\n",
            { Status: HealthStatus.Unhealthy, Entries: [var entry, ..] } => $"internal server error: {TextFormat.OneLine(entry.Detail ?? "check failed")}\n",
            _ => "ok",
        },
        output);
}
