using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Tests.Formats;

/// <summary>Reads a report as the collector of the HealthChecks UI does, with its options.</summary>
internal static class UIReader
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNameCaseInsensitive = true,
        Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: true) },
    };

    public static Report Read(string json) => JsonSerializer.Deserialize<Report>(json, Options)!;

    internal sealed class Report
    {
        public HealthStatus Status { get; set; }

        public TimeSpan TotalDuration { get; set; }

        public Dictionary<string, Entry> Entries { get; set; } = [];
    }

    internal sealed class Entry
    {
        public IReadOnlyDictionary<string, object> Data { get; set; } = null!;

        public string? Description { get; set; }

        public TimeSpan Duration { get; set; }

        public string? Exception { get; set; }

        public HealthStatus Status { get; set; }

        public IEnumerable<string>? Tags { get; set; }
    }
}
