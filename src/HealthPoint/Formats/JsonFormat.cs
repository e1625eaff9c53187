using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Formats;

/// <summary>
/// The format of django-healthpoint. A viewer reads <c>{"success":{name:detail},"error":{name:detail}}</c>, and
/// <c>"warning"</c> and <c>"silenced"</c> where there are any. All other callers read <c>{}</c>.
/// </summary>
internal sealed class JsonFormat : IHealthReportFormatter
{
    public const string MediaType = "application/json";

    /// <summary>The body for callers that learn nothing but the status code.</summary>
    public static readonly byte[] Empty = "{}"u8.ToArray();

    /// <summary>
    /// Escapes as little as possible, because people read this in a terminal, where \u0027 is hard to read as an apostrophe. The text
    /// never becomes part of a page: the media type is JSON, and the browser is told not to guess another.
    /// </summary>
    public static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string Name => "json";

    public string ContentType => MediaType;

    public void WriteStatus(IBufferWriter<byte> output, HealthStatus status, string endpoint) => output.Write(Empty);

    public void WriteDetails(IBufferWriter<byte> output, HealthDetails details)
    {
        using var json = new Utf8JsonWriter(output, Readable);
        json.WriteStartObject();
        WriteGroup("success", HealthStatus.Healthy, silenced: false, always: true, []);
        WriteGroup("error", HealthStatus.Unhealthy, silenced: false, always: true, details.Unknown);
        WriteGroup("warning", HealthStatus.Degraded, silenced: false, always: false, []);
        WriteGroup("silenced", status: null, silenced: true, always: false, []);
        json.WriteEndObject();

        void WriteGroup(string name, HealthStatus? status, bool silenced, bool always, IReadOnlyList<KeyValuePair<string, string>> more)
        {
            var entries = details.Entries
                .Where(entry => entry.IsSilenced == silenced && (status is null || entry.Status == status))
                .ToArray();
            if (entries.Length + more.Count == 0 && !always)
            {
                return;
            }

            var keys = new JsonKeys();
            json.WriteStartObject(name);
            foreach (var entry in entries)
            {
                json.WriteString(keys.Take(entry.Name), entry.Detail ?? entry.Status switch { HealthStatus.Healthy => "OK", HealthStatus.Degraded => "WARNING", _ => "ERROR" });
            }

            // A check of AddHealthChecks() may be called "tag:x", which is also the key of an unknown tag.
            foreach (var (key, detail) in more)
            {
                json.WriteString(keys.Take(key), detail);
            }

            json.WriteEndObject();
        }
    }
}
