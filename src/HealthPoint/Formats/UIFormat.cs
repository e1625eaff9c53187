using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Formats;

/// <summary>
/// Writes what <c>UIResponseWriter</c> of AspNetCore.Diagnostics.HealthChecks writes and the HealthChecks UI reads, byte for byte:
/// the order of the members, no nulls, <c>data</c> and <c>tags</c> always. The UI has no word for a silenced check, so such a
/// check gets a tag that says so, which the UI shows.
/// </summary>
/// <remarks>
/// The UI reads the body of an answer that is not 2xx only where the media type is <c>application/json</c>. The <c>json</c>
/// format has that type too, and stands before this one. So this format is chosen by its name only.
/// </remarks>
internal sealed class UIFormat : IHealthReportFormatter
{
    private const string Silenced = "silenced";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public string Name => "ui";

    public string ContentType => JsonFormat.MediaType;

    public void WriteStatus(IBufferWriter<byte> output, HealthStatus status, string endpoint)
    {
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        json.WriteString("status"u8, Word(status));
        json.WriteEndObject();
    }

    public void WriteDetails(IBufferWriter<byte> output, HealthDetails details)
    {
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        json.WriteString("status"u8, Word(details.Status));
        WriteDuration(json, "totalDuration"u8, details.Duration);
        var keys = new JsonKeys();
        json.WriteStartObject("entries"u8);
        foreach (var entry in details.Entries)
        {
            Write(json, keys.Take(entry.Name), entry);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string key, HealthDetailsEntry entry)
    {
        json.WriteStartObject(key);
        DataWriter.WriteMember(json, "data"u8, entry.Data, always: true);
        if (entry.Detail is { } description)
        {
            json.WriteString("description"u8, description);
        }

        WriteDuration(json, "duration"u8, entry.Duration);
        if (entry.ExceptionMessage is { } exception)
        {
            json.WriteString("exception"u8, exception);
        }

        json.WriteString("status"u8, Word(entry.Status));
        json.WriteStartArray("tags"u8);
        foreach (var tag in entry.Tags)
        {
            json.WriteStringValue(tag);
        }

        if (entry.IsSilenced && !entry.Tags.Contains(Silenced, StringComparer.Ordinal))
        {
            json.WriteStringValue(Silenced);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteDuration(Utf8JsonWriter json, ReadOnlySpan<byte> name, TimeSpan duration) =>
        json.WriteString(name, duration.ToString("c", CultureInfo.InvariantCulture));

    private static ReadOnlySpan<byte> Word(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "Healthy"u8,
        HealthStatus.Degraded => "Degraded"u8,
        _ => "Unhealthy"u8,
    };
}
