using HealthPoint.Settings;

namespace HealthPoint.Execution;

/// <summary>The last result of a check, which is served again while it is fresh.</summary>
/// <param name="Outcome">The result.</param>
/// <param name="Settings">Those of its run. Under others it is no answer.</param>
/// <param name="EndedAt">When its run ended, by the clock of deadlines.</param>
internal sealed record KeptResult(CheckOutcome Outcome, CheckSettings Settings, long EndedAt)
{
    /// <summary>The same, for those who await it.</summary>
    public Task<CheckOutcome> Answer { get; } = Task.FromResult(Outcome);

    /// <summary>How old it may be: what is refreshed may miss its turn once.</summary>
    public TimeSpan Freshness => Settings.RefreshPeriod is { } period ? 2 * period : Settings.CacheDuration;
}
