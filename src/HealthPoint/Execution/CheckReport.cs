using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint;

/// <summary>What the selected checks came to, in the order of the check table. Immutable.</summary>
internal sealed class CheckReport(IReadOnlyList<CheckReport.Entry> entries, TimeSpan duration)
{
    public IReadOnlyList<Entry> Entries { get; } = entries;

    /// <summary>The worst status of those that count; healthy where there are none.</summary>
    public HealthStatus Status { get; } = entries.Where(static entry => !entry.Settings.Silenced).Select(static entry => entry.Outcome.Status).DefaultIfEmpty(HealthStatus.Healthy).Min();

    public HealthReport ToHealthReport() =>
        new(
            Entries.ToDictionary(
                static entry => entry.Check.Name,
                static entry => new HealthReportEntry(
                    entry.Outcome.Status, entry.Outcome.Detail, entry.Outcome.Duration, entry.Outcome.Exception, entry.Outcome.Data, entry.Settings.Tags),
                StringComparer.OrdinalIgnoreCase),
            Status,
            duration);

    internal sealed record Entry(Check Check, CheckSettings Settings, CheckOutcome Outcome);
}
