using System.Buffers;
using System.Text.Json;
using HealthPoint.Disclosure;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Formats;

/// <summary>The words of django-alive: <c>{"healthy":true}</c>, or <c>{"healthy":false,"errors":["database error"]}</c>.</summary>
internal sealed class AliveFormat : IHealthReportFormatter
{
    public string Name => "alive";

    public string ContentType => JsonFormat.MediaType;

    /// <summary>Writes that the service is not healthy, and why.</summary>
    public static void WriteErrors(IBufferWriter<byte> output, IEnumerable<string> errors)
    {
        using var json = new Utf8JsonWriter(output, JsonFormat.Readable);
        json.WriteStartObject();
        json.WriteBoolean("healthy", false);
        json.WriteStartArray("errors");
        foreach (var error in errors)
        {
            json.WriteStringValue(error);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public void WriteStatus(IBufferWriter<byte> output, HealthStatus status, string endpoint)
    {
        if (status == HealthStatus.Unhealthy)
        {
            WriteErrors(output, [PublicText.Default]);
        }
        else
        {
            output.Write("""{"healthy":true}"""u8);
        }
    }

    public void WriteDetails(IBufferWriter<byte> output, HealthDetails details)
    {
        if (details.Status == HealthStatus.Unhealthy)
        {
            WriteErrors(output, details.Entries
                .Where(static entry => entry is { Status: HealthStatus.Unhealthy, IsSilenced: false })
                .Select(static entry => entry.Detail ?? PublicText.Default));
        }
        else
        {
            WriteStatus(output, details.Status, details.Endpoint);
        }
    }
}
