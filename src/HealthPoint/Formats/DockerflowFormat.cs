using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Formats;

/// <summary>
/// The format of Dockerflow: <c>{"status":"ok"}</c>, <c>"warning"</c> or <c>"error"</c>. Viewers also read what each check came
/// to, and the details of checks that are not healthy. A silenced check reads <c>silenced</c>, and nothing else.
/// </summary>
internal sealed class DockerflowFormat : IHealthReportFormatter
{
    private const int Warning = 30, Error = 40;

    public string Name => "dockerflow";

    public string ContentType => JsonFormat.MediaType;

    public void WriteStatus(IBufferWriter<byte> output, HealthStatus status, string endpoint)
    {
        using var json = new Utf8JsonWriter(output, JsonFormat.Readable);
        json.WriteStartObject();
        json.WriteString("status", Word(status));
        json.WriteEndObject();
    }

    public void WriteDetails(IBufferWriter<byte> output, HealthDetails details)
    {
        using var json = new Utf8JsonWriter(output, JsonFormat.Readable);
        json.WriteStartObject();
        json.WriteString("status", Word(details.Status));
        var keys = new JsonKeys();
        var entries = details.Entries.Select(entry => (Key: keys.Take(entry.Name), Entry: entry)).ToArray();
        json.WriteStartObject("checks");
        foreach (var (key, entry) in entries)
        {
            json.WriteString(key, entry.IsSilenced ? "silenced" : Word(entry.Status));
        }

        json.WriteEndObject();
        json.WriteStartObject("details");
        foreach (var (key, entry) in entries.Where(static named => named.Entry.Status != HealthStatus.Healthy && !named.Entry.IsSilenced))
        {
            json.WriteStartObject(key);
            json.WriteString("status", Word(entry.Status));
            json.WriteNumber("level", entry.Status == HealthStatus.Degraded ? Warning : Error);
            json.WriteStartObject("messages");
            json.WriteString(key, entry.Detail ?? (entry.Status == HealthStatus.Degraded ? "WARNING" : "ERROR"));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string Word(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "ok",
        HealthStatus.Degraded => "warning",
        _ => "error",
    };
}
