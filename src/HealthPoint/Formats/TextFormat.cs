using System.Buffers;
using System.Text;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Formats;

/// <summary>
/// Plain text in the format of the Kubernetes API server's <c>/livez</c>: <c>ok</c>, or a line for each check and the verdict.
/// The API server withholds reasons, since all callers read its lines. Here only viewers get lines, so they include the reason.
/// Source: pkg/server/healthz/healthz.go of kubernetes/apiserver.
/// </summary>
internal sealed class TextFormat : IHealthReportFormatter
{
    public const string MediaType = "text/plain; charset=utf-8";

    public string Name => "text";

    public string ContentType => MediaType;

    public void WriteStatus(IBufferWriter<byte> output, HealthStatus status, string endpoint) =>
        WriteVerdict(output, status, endpoint);

    public void WriteDetails(IBufferWriter<byte> output, HealthDetails details)
    {
        var failed = details.Status == HealthStatus.Unhealthy;
        if (!failed && !details.IsVerbose)
        {
            Write(output, "ok");
            return;
        }

        if (details.State is { } state)
        {
            // The API server uses these names for it.
            Write(output, $"[-]{(state is "draining" ? "shutdown" : "startup")} failed: {state}\n");
        }

        var excluded = 0;
        for (var i = 0; i <= details.Entries.Count; i++)
        {
            for (; excluded < details.Excluded.Count && (i == details.Entries.Count || details.ExcludedAfter[excluded] <= i); excluded++)
            {
                Write(output, $"[+]{OneLine(details.Excluded[excluded])} excluded: ok\n");
            }

            if (i < details.Entries.Count)
            {
                Write(output, Line(details.Entries[i]));
            }
        }

        foreach (var (name, text) in details.Unknown)
        {
            Write(output, $"[-]{OneLine(name)} failed: {OneLine(text)}\n");
        }

        if (details.NotExcluded.Count > 0)
        {
            Write(output, $"warn: some health checks cannot be excluded: no matches for {string.Join(',', details.NotExcluded.Select(GoText.Quote))}\n");
        }

        Write(output, $"{details.Endpoint} check {(failed ? "failed" : "passed")}\n");
    }

    /// <summary>Writes what all callers may read.</summary>
    public static void WriteVerdict(IBufferWriter<byte> output, HealthStatus status, string endpoint) =>
        Write(output, status == HealthStatus.Unhealthy ? $"{endpoint} check failed\n" : "ok");

    /// <summary>Replaces line breaks, so that the text cannot look like several lines.</summary>
    public static string OneLine(string text) => !text.Any(IsBreak)
        ? text
        : string.Create(text.Length, text, static (line, text) =>
        {
            for (var i = 0; i < line.Length; i++)
            {
                line[i] = IsBreak(text[i]) ? ' ' : text[i];
            }
        });

    private static string Line(HealthDetailsEntry entry)
    {
        var reason = entry.Detail is { } detail ? $": {OneLine(detail)}" : "";
        return (entry.IsSilenced, entry.Status) switch
        {
            (true, HealthStatus.Healthy) => $"[+]{OneLine(entry.Name)} silenced: ok\n",
            (true, _) => $"[+]{OneLine(entry.Name)} silenced: failed{reason}\n",
            (_, HealthStatus.Healthy) => $"[+]{OneLine(entry.Name)} ok\n",
            (_, HealthStatus.Degraded) => $"[+]{OneLine(entry.Name)} degraded{reason}\n",
            _ => $"[-]{OneLine(entry.Name)} failed{reason}\n",
        };
    }

    // Line breaks are control characters, and the two characters that Unicode has for lines and paragraphs.
    private static bool IsBreak(char character) => char.IsControl(character) || character is '\u2028' or '\u2029';

    private static void Write(IBufferWriter<byte> output, string text) => Encoding.UTF8.GetBytes(text, output);
}
