using System.Buffers;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Formats;

/// <summary>
/// OpenMetrics 1.0, which Prometheus asks for: each status has the value 0 or 1. Always status 200, since a scraper drops every other answer.
/// </summary>
/// <remarks>
/// The metrics are gauges and not state sets, since a state set's label would have to bear the name of the metric. Silenced
/// checks have a metric of their own, so that alerts on the other checks need no exception for them.
/// </remarks>
internal sealed class OpenMetricsFormat : IHealthReportFormatter
{
    private static readonly (HealthStatus Status, string Word)[] Statuses =
        [(HealthStatus.Healthy, "healthy"), (HealthStatus.Degraded, "degraded"), (HealthStatus.Unhealthy, "unhealthy")];

    public string Name => "openmetrics";

    public string ContentType => "application/openmetrics-text; version=1.0.0; charset=utf-8";

    public int GetStatusCode(int statusCode) => StatusCodes.Status200OK;

    public void WriteStatus(IBufferWriter<byte> output, HealthStatus status, string endpoint)
    {
        WriteVerdict(output, status);
        Write(output, "# EOF\n");
    }

    public void WriteDetails(IBufferWriter<byte> output, HealthDetails details)
    {
        WriteVerdict(output, details.Status);
        var checks = details.Entries.Select(static entry => (entry, Label: Escape(entry.Name))).ToLookup(static check => check.entry.IsSilenced);
        WriteStatuses(output, "healthpoint_check_status", "Whether the check has this status.", checks[false]);
        WriteStatuses(output, "healthpoint_check_silenced", "Whether the check, which counts for no verdict, has this status.", checks[true]);
        if (details.Entries.Count > 0)
        {
            Write(output, "# HELP healthpoint_check_duration_seconds How long the last run of the check took.\n# TYPE healthpoint_check_duration_seconds gauge\n# UNIT healthpoint_check_duration_seconds seconds\n");
            foreach (var (entry, label) in checks[false].Concat(checks[true]))
            {
                Write(output, string.Create(CultureInfo.InvariantCulture, $"healthpoint_check_duration_seconds{{check=\"{label}\"}} {entry.Duration.TotalSeconds}\n"));
            }
        }

        Write(output, "# EOF\n");
    }

    private static void WriteVerdict(IBufferWriter<byte> output, HealthStatus verdict)
    {
        Write(output, "# HELP healthpoint_status Whether the service has this status.\n# TYPE healthpoint_status gauge\n");
        foreach (var (status, word) in Statuses)
        {
            Write(output, $"healthpoint_status{{status=\"{word}\"}} {(status == verdict ? 1 : 0)}\n");
        }
    }

    private static void WriteStatuses(IBufferWriter<byte> output, string name, string help, IEnumerable<(HealthDetailsEntry Entry, string Label)> checks)
    {
        var any = false;
        foreach (var (entry, label) in checks)
        {
            if (!any)
            {
                any = true;
                Write(output, $"# HELP {name} {help}\n# TYPE {name} gauge\n");
            }

            foreach (var (status, word) in Statuses)
            {
                Write(output, $"{name}{{check=\"{label}\",status=\"{word}\"}} {(status == entry.Status ? 1 : 0)}\n");
            }
        }
    }

    private static string Escape(string label) => label
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);

    private static void Write(IBufferWriter<byte> output, string text) => Encoding.UTF8.GetBytes(text, output);
}
