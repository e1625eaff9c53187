using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint;

/// <summary>
/// What a check is held to be: the verdict its runs came to, and how far failed ones have come to turn a good one. Not
/// thread-safe, its probe guards it.
/// </summary>
internal sealed class Standing(TimeProvider time)
{
    private int _failures;
    private long _countedAt;

    /// <summary>The last verdict; <see langword="null"/> as long as there was none.</summary>
    public HealthStatus? Verdict { get; private set; }

    /// <summary>Since when it is the last one, in UTC; <see langword="null"/> as long as there was none.</summary>
    public DateTimeOffset? Since { get; private set; }

    /// <summary>Whether another good run would change nothing.</summary>
    public bool IsSettledHealthy => Verdict == HealthStatus.Healthy && _failures == 0;

    /// <summary>A run ended.</summary>
    /// <returns>What to answer: the outcome, or a good verdict that has not turned yet, with the outcome in its detail.</returns>
    public CheckOutcome AfterRun(CheckOutcome outcome, CheckSettings settings)
    {
        _failures = outcome.Status == HealthStatus.Healthy ? 0 : Math.Min(_failures, int.MaxValue - 1) + 1;
        _countedAt = time.GetTimestamp();
        return Judge(outcome, settings);
    }

    /// <summary>
    /// The check failed without a run that ended: it did not get its turn, or it hangs. Such a failure is seen by
    /// everybody who asks, so it counts at most once in the time in which there would have been one run; but it does
    /// count, or a check that hangs for ever would stay good for ever.
    /// </summary>
    /// <returns>As <see cref="AfterRun"/>.</returns>
    public CheckOutcome WithoutRun(CheckOutcome outcome, CheckSettings settings)
    {
        var now = time.GetTimestamp();
        if (_failures == 0 || time.GetElapsedTime(_countedAt, now) >= settings.Pace)
        {
            _failures = Math.Min(_failures, int.MaxValue - 1) + 1;
            _countedAt = now;
        }

        return Judge(outcome, settings);
    }

    private CheckOutcome Judge(CheckOutcome outcome, CheckSettings settings)
    {
        if (Verdict == HealthStatus.Healthy && outcome.Status != HealthStatus.Healthy && _failures < settings.FailureThreshold)
        {
            var raw = outcome.Detail is { } detail ? ": " + detail : "";
            return outcome with
            {
                Status = HealthStatus.Healthy,
                Detail = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"failed {_failures} of {settings.FailureThreshold} times{raw}"),
                Exception = null,
            };
        }

        if (Verdict != outcome.Status)
        {
            (Verdict, Since) = (outcome.Status, time.GetUtcNow());
        }

        return outcome;
    }
}
