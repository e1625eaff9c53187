using HealthPoint.Reports;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint;

/// <summary>
/// What a viewer may read of a report, prepared for an <see cref="IHealthReportFormatter"/>: secrets in details are masked,
/// stack traces are left out, and details are cut. Immutable and thread-safe, as long as the data that checks returned are.
/// </summary>
public sealed class HealthDetails
{
    private readonly HealthStatus _worst;

    internal HealthDetails(CheckReport report, int detailMaxLength)
    {
        _worst = report.Status;
        Duration = report.Duration;
        Entries = [.. report.Entries.Select(entry => new HealthDetailsEntry(entry, detailMaxLength))];
    }

    /// <summary>The last literal segment of the endpoint's path: <c>health</c>, <c>livez</c>.</summary>
    public string Endpoint { get; internal init; } = "";

    /// <summary>
    /// The verdict: the worst status of the checks that count, healthy where there are none. It is also unhealthy where the
    /// caller has asked for a check or tag that does not exist.
    /// </summary>
    public HealthStatus Status => State is null && Unknown.Count == 0 ? _worst : HealthStatus.Unhealthy;

    /// <summary>How long the report took to collect; next to zero where every result was still fresh.</summary>
    public TimeSpan Duration { get; }

    /// <summary>
    /// The checks of the report, ordered by name within their assembly. Checks that were skipped because of another one come last.
    /// </summary>
    public IReadOnlyList<HealthDetailsEntry> Entries { get; }

    /// <summary>The names and tags that the caller asked for and that do not exist, each with what to say about it.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Unknown { get; internal init; } = [];

    /// <summary>
    /// What fails the endpoint whatever its checks say: <c>starting</c>, <c>draining</c>; else <see langword="null"/>. Like the
    /// internal members below, only the probes set it, so formats of the application's own have no use for it.
    /// </summary>
    internal string? State { get; init; }

    /// <summary>The names of the checks that the caller has left out. They did not run.</summary>
    internal IReadOnlyList<string> Excluded { get; init; } = [];

    /// <summary>How many of <see cref="Entries"/> stand before each of <see cref="Excluded"/>.</summary>
    internal IReadOnlyList<int> ExcludedAfter { get; init; } = [];

    /// <summary>The names that the caller wanted to leave out and that do not exist.</summary>
    internal IReadOnlyList<string> NotExcluded { get; init; } = [];

    /// <summary>Whether the caller has asked for every line, with <c>?verbose</c>. For formats that are shorter otherwise.</summary>
    public bool IsVerbose { get; internal init; }
}
