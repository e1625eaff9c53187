using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Formats;

/// <summary>
/// The "Health Check Response Format for HTTP APIs", draft-inadarei-api-health-check-06: <c>{"status":"warn"}</c>, and for
/// viewers the <c>checks</c>. Where the draft has no member, members of our own stand beside its members, which it allows:
/// <c>detail</c> (what a passing check says; the draft has no <c>output</c> for it), <c>durationMs</c>, <c>silenced</c>,
/// <c>data</c>.
/// </summary>
internal sealed class HealthJsonFormat : IHealthReportFormatter
{
    public string Name => "health";

    public string ContentType => "application/health+json";

    public void WriteStatus(IBufferWriter<byte> output, HealthStatus status, string endpoint)
    {
        using var json = new Utf8JsonWriter(output, JsonFormat.Readable);
        json.WriteStartObject();
        json.WriteString("status"u8, Word(status));
        json.WriteEndObject();
    }

    public void WriteDetails(IBufferWriter<byte> output, HealthDetails details)
    {
        using var json = new Utf8JsonWriter(output, JsonFormat.Readable);
        json.WriteStartObject();
        json.WriteString("status"u8, Word(details.Status));

        // What fails the report without belonging to any check.
        if (details.Unknown.Count > 0)
        {
            json.WriteString("output"u8, string.Join("; ", details.Unknown.Select(static unknown => $"{unknown.Value}: {unknown.Key}")));
        }

        WriteChecks(json, details.Entries);
        json.WriteEndObject();
    }

    private static void WriteChecks(Utf8JsonWriter json, IReadOnlyList<HealthDetailsEntry> entries)
    {
        json.WriteStartObject("checks"u8);

        // Each key of the draft holds an array anyway, so checks with the same key share that array.
        foreach (var same in entries.GroupBy(static entry => Key(entry.Name), StringComparer.Ordinal))
        {
            json.WriteStartArray(same.Key);
            foreach (var entry in same)
            {
                Write(json, same.Key, entry);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string key, HealthDetailsEntry entry)
    {
        json.WriteStartObject();
        if (!string.Equals(key, entry.Name, StringComparison.Ordinal))
        {
            json.WriteString("componentId"u8, entry.Name);
        }

        json.WriteString("componentType"u8, "component"u8);
        json.WriteString("status"u8, Word(entry.Status));
        if (entry.Detail is { } detail)
        {
            json.WriteString(entry.Status == HealthStatus.Healthy ? "detail"u8 : "output"u8, detail);
        }

        json.WriteNumber("durationMs"u8, entry.Duration.TotalMilliseconds);
        if (entry.IsSilenced)
        {
            json.WriteBoolean("silenced"u8, value: true);
        }

        DataWriter.WriteMember(json, "data"u8, entry.Data, always: false);
        json.WriteEndObject();
    }

    // In the draft's keys a colon separates the component from what is measured.
    private static string Key(string name) => JsonKeys.WellFormed(name).Replace(':', '_');

    private static ReadOnlySpan<byte> Word(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "pass"u8,
        HealthStatus.Degraded => "warn"u8,
        _ => "fail"u8,
    };
}
