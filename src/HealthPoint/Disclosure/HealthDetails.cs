using HealthPoint.Execution;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint;

/// <summary>
/// What a viewer may read of a report, made ready for an <see cref="IHealthReportFormatter"/>: secrets in details are
/// masked, stacks left out, details cut. Immutable and thread-safe, as long as the data that checks returned are.
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
    /// The verdict: the worst status of the checks that count, healthy where there are none; unhealthy as well where the
    /// caller has asked for what does not exist.
    /// </summary>
    public HealthStatus Status => State is null && Unknown.Count == 0 ? _worst : HealthStatus.Unhealthy;

    /// <summary>How long the report took to collect; next to zero where every result was still fresh.</summary>
    public TimeSpan Duration { get; }

    /// <summary>
    /// The checks of the report, ordered by name within their assembly; those that were skipped for another one come last.
    /// </summary>
    public IReadOnlyList<HealthDetailsEntry> Entries { get; }

    /// <summary>What the caller asked for by name or tag and does not exist, with what to say about it.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Unknown { get; internal init; } = [];

    /// <summary>
    /// What fails the endpoint whatever its checks say: <c>starting</c>, <c>draining</c>; else <see langword="null"/>. Of
    /// the probes alone, as the following are, so formats of somebody's own have no use for them.
    /// </summary>
    internal string? State { get; init; }

    /// <summary>The names of the checks that the caller has left out; they did not run.</summary>
    internal IReadOnlyList<string> Excluded { get; init; } = [];

    /// <summary>How many of <see cref="Entries"/> stand before each of <see cref="Excluded"/>.</summary>
    internal IReadOnlyList<int> ExcludedAfter { get; init; } = [];

    /// <summary>What the caller wanted to leave out and does not exist.</summary>
    internal IReadOnlyList<string> NotExcluded { get; init; } = [];

    /// <summary>Whether the caller has asked for every line, with <c>?verbose</c>; for formats that would be short otherwise.</summary>
    public bool IsVerbose { get; internal init; }
}
