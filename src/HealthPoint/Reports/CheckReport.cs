using HealthPoint.Discovery;
using HealthPoint.Settings;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Reports;

/// <summary>
/// What the selected checks came to, in the order of the check table. Skipped checks come last, so that the cause of a
/// skip stands before the skipped check. Immutable.
/// </summary>
internal sealed class CheckReport
{
    private HealthReport? _healthReport;

    /// <summary>Makes a report.</summary>
    /// <param name="entries">What the checks came to.</param>
    /// <param name="duration">How long that took.</param>
    /// <param name="least">The worst status of checks that have no entry.</param>
    public CheckReport(IReadOnlyList<Entry> entries, TimeSpan duration, HealthStatus least = HealthStatus.Healthy)
    {
        Entries = entries.Any(static entry => entry.Outcome.SkippedFor is not null) ? [.. entries.OrderBy(static entry => entry.Outcome.SkippedFor is not null)] : entries;
        Duration = duration;
        Status = least;
        foreach (var entry in entries)
        {
            Status = entry.Settings.Silenced || entry.Outcome.Status > Status ? Status : entry.Outcome.Status;
        }
    }

    public IReadOnlyList<Entry> Entries { get; }

    public TimeSpan Duration { get; }

    /// <summary>The worst status of the checks that count; healthy where there are none.</summary>
    public HealthStatus Status { get; }

    /// <summary>How many of these checks stand at their own place in the report, and not at its end because they were skipped.</summary>
    public int CountListedFirst(IEnumerable<Check> checks) =>
        checks.Except(Entries.Where(static entry => entry.Outcome.SkippedFor is not null).Select(static entry => entry.Check)).Count();

    /// <summary>A report without entries, for callers that see none.</summary>
    public static CheckReport Without(HealthStatus status) => new([], TimeSpan.Zero, status);

    // Two threads may make it at once; both results are equal.
    public HealthReport ToHealthReport() => _healthReport ??=
        new(
            Entries.ToDictionary(
                static entry => entry.Check.Name,
                static entry => new HealthReportEntry(
                    entry.Outcome.Status, entry.Outcome.Detail, entry.Outcome.Duration, entry.Outcome.Exception, entry.Outcome.Data, entry.Settings.Tags),
                StringComparer.OrdinalIgnoreCase),
            Status,
            Duration);

    internal sealed record Entry(Check Check, CheckSettings Settings, CheckOutcome Outcome);
}
