using HealthPoint.Reports;
using HealthPoint.Settings;

namespace HealthPoint.Execution;

/// <summary>The last result of a check, which is served again while it is fresh.</summary>
/// <param name="Outcome">The result.</param>
/// <param name="Settings">The settings of its run. Under other settings the result is no answer.</param>
/// <param name="EndedAt">When its run ended, by the clock of deadlines.</param>
internal sealed record KeptResult(CheckOutcome Outcome, CheckSettings Settings, long EndedAt)
{
    /// <summary>The result as a completed task, for callers that await it.</summary>
    public Task<CheckOutcome> Answer { get; } = Task.FromResult(Outcome);

    /// <summary>How old the result may be. A check that is refreshed in the background may miss its turn once.</summary>
    public TimeSpan Freshness => Settings.RefreshPeriod is { } period ? 2 * period : Settings.CacheDuration;
}
