using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint;

/// <summary>
/// What a viewer reads, in the words of django-healthpoint: <c>{"success":{name:detail},"error":{name:detail}}</c>, and
/// <c>"warning"</c> and <c>"silenced"</c> where there are any.
/// </summary>
internal static class HealthPointJson
{
    public const string ContentType = "application/json";

    // People read this in a terminal, where \u0027 is no apostrophe. It is never part of a page: the media type is JSON and
    // the browser is told not to guess another.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What everybody else reads.</summary>
    public static readonly byte[] Empty = "{}"u8.ToArray();

    /// <summary>Writes a report.</summary>
    /// <param name="output">Where the bytes go.</param>
    /// <param name="report">The checks that ran.</param>
    /// <param name="unknown">What was asked for and does not exist, with what to say about it.</param>
    /// <param name="detailMaxLength">Where a detail is cut.</param>
    /// <returns>The number of bytes written.</returns>
    public static long Write(IBufferWriter<byte> output, CheckReport report, IReadOnlyList<KeyValuePair<string, string>> unknown, int detailMaxLength)
    {
        using var json = new Utf8JsonWriter(output, Readable);
        json.WriteStartObject();
        WriteGroup("success", HealthStatus.Healthy, silenced: false, always: true, []);
        WriteGroup("error", HealthStatus.Unhealthy, silenced: false, always: true, unknown);
        WriteGroup("warning", HealthStatus.Degraded, silenced: false, always: false, []);
        WriteGroup("silenced", status: null, silenced: true, always: false, []);
        json.WriteEndObject();
        json.Flush();
        return json.BytesCommitted;

        void WriteGroup(string name, HealthStatus? status, bool silenced, bool always, IReadOnlyList<KeyValuePair<string, string>> more)
        {
            var entries = report.Entries
                .Where(entry => entry.Settings.Silenced == silenced && (status is null || entry.Outcome.Status == status))
                .ToArray();
            if (entries.Length + more.Count == 0 && !always)
            {
                return;
            }

            json.WriteStartObject(name);
            foreach (var entry in entries)
            {
                json.WriteString(entry.Check.Name, Detail(entry.Outcome, detailMaxLength));
            }

            foreach (var (key, detail) in more)
            {
                json.WriteString(key, detail);
            }

            json.WriteEndObject();
        }
    }

    private static ReadOnlySpan<char> Detail(CheckOutcome outcome, int maxLength)
    {
        var detail = string.IsNullOrEmpty(outcome.Detail)
            ? outcome.Status switch { HealthStatus.Healthy => "OK", HealthStatus.Degraded => "WARNING", _ => "ERROR" }
            : outcome.Detail;
        if (detail.Length <= maxLength)
        {
            return detail;
        }

        // Not between the two halves of a character.
        return detail.AsSpan(0, char.IsHighSurrogate(detail[maxLength - 1]) ? maxLength - 1 : maxLength);
    }
}
