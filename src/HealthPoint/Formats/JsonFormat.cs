using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint;

/// <summary>
/// What a viewer reads, in the words of django-healthpoint: <c>{"success":{name:detail},"error":{name:detail}}</c>, and
/// <c>"warning"</c> and <c>"silenced"</c> where there are any. Everybody else reads <c>{}</c>.
/// </summary>
internal sealed class JsonFormat : IHealthReportFormatter
{
    public const string MediaType = "application/json";

    /// <summary>What callers read who learn nothing but the status code.</summary>
    public static readonly byte[] Empty = "{}"u8.ToArray();

    /// <summary>
    /// People read this in a terminal, where \u0027 is no apostrophe. It is never part of a page: the media type is JSON
    /// and the browser is told not to guess another.
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

            json.WriteStartObject(name);
            var names = new HashSet<string>(StringComparer.Ordinal);
            foreach (var entry in entries)
            {
                names.Add(entry.Name);
                json.WriteString(entry.Name, entry.Detail ?? entry.Status switch { HealthStatus.Healthy => "OK", HealthStatus.Degraded => "WARNING", _ => "ERROR" });
            }

            foreach (var (key, detail) in more)
            {
                // A check of AddHealthChecks may be called like an unknown tag. Parsers do not agree on what a name means that stands twice.
                json.WriteString(FreeName.Of(key, names), detail);
            }

            json.WriteEndObject();
        }
    }
}
