using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using HealthPoint.Discovery;
using HealthPoint.Reports;
using HealthPoint.Settings;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Execution;

/// <summary>
/// What a check counts as: the verdict that its runs came to, how many failed runs in a row work towards turning a good
/// verdict, and the last result as long as it is fresh. It reports every verdict that turns.
/// </summary>
/// <remarks>
/// Invariant: used under the gate of its <see cref="CheckState"/> alone, except <see cref="IsSettledHealthy"/> and <see cref="TurnsTo"/>.
/// </remarks>
internal sealed class Standing(Check check, Engine engine)
{
    private readonly long[] _turns = new long[3];
    private volatile bool _isSettledHealthy;
    private DateTimeOffset? _since;
    private KeptResult? _last;
    private int _failures;
    private long _countedAt;

    /// <summary>The last verdict, however old; <see langword="null"/> as long as there was none.</summary>
    public HealthStatus? Verdict { get; private set; }

    /// <summary>Whether another healthy run would change nothing. Thread-safe.</summary>
    public bool IsSettledHealthy => _isSettledHealthy;

    /// <summary>How often the verdict has turned to a status. A first verdict that is not healthy counts too. Thread-safe.</summary>
    public long TurnsTo(HealthStatus status) => Interlocked.Read(ref _turns[(int)status]);

    /// <summary>Counts a run that ended, or whose deadline passed.</summary>
    /// <returns>What to answer: the outcome, or the good verdict if it has not turned yet, with the outcome in its detail.</returns>
    public CheckOutcome AfterRun(CheckOutcome outcome, CheckSettings settings)
    {
        _failures = outcome.Status == HealthStatus.Healthy ? 0 : Math.Min(_failures, int.MaxValue - 1) + 1;
        _countedAt = engine.Time.GetTimestamp();
        return Judge(outcome, settings);
    }

    /// <summary>As <see cref="AfterRun"/>, and keeps the result.</summary>
    public CheckOutcome KeepAfterRun(CheckOutcome outcome, CheckSettings settings)
    {
        outcome = AfterRun(outcome, settings);
        if (settings.Pace > TimeSpan.Zero)
        {
            _last = new KeptResult(outcome, settings, engine.Time.GetTimestamp());
            engine.Changes.Add();
        }

        return outcome;
    }

    /// <summary>
    /// Counts a failure without a run that ended: the check did not get its turn, or it hangs. Every caller that asks sees such a
    /// failure, so it counts at most once in the time in which one run would have taken place. But it does count: otherwise a
    /// check that hangs for ever would stay good for ever.
    /// </summary>
    /// <returns>As <see cref="AfterRun"/>.</returns>
    public CheckOutcome WithoutRun(CheckOutcome outcome, CheckSettings settings)
    {
        var now = engine.Time.GetTimestamp();
        if (_failures == 0 || engine.Time.GetElapsedTime(_countedAt, now) >= settings.Pace)
        {
            _failures = Math.Min(_failures, int.MaxValue - 1) + 1;
            _countedAt = now;
        }

        return Judge(outcome, settings);
    }

    /// <summary>What is answered without a run: the last result, or the outcome that says that this result is stale.</summary>
    /// <param name="settings">How the check runs now. A result found under other settings is no answer.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="validFor">How long the result will be fresh; zero or less where it is stale.</param>
    public bool TryGetKept(CheckSettings settings, [NotNullWhen(true)] out Task<CheckOutcome>? answer, out TimeSpan validFor)
    {
        (answer, validFor) = (null, TimeSpan.Zero);
        if (_last is not { } last || !ReferenceEquals(last.Settings, settings))
        {
            return false;
        }

        var age = engine.Time.GetElapsedTime(last.EndedAt);
        validFor = last.Freshness - age;
        answer = validFor > TimeSpan.Zero ? last.Answer
            : settings.RefreshPeriod is not null ? Task.FromResult(WithoutRun(CheckOutcome.Stale(age, settings), settings))
            : null;
        return answer is not null;
    }

    /// <summary>The last result, if it is fresh.</summary>
    /// <param name="settings">How the check runs now.</param>
    /// <param name="validFor">How long the result will be fresh.</param>
    public CheckOutcome? Fresh(CheckSettings settings, out TimeSpan validFor) =>
        TryGetKept(settings, out _, out validFor) && validFor > TimeSpan.Zero ? _last!.Outcome : null;

    /// <summary>Forgets the last result, which would otherwise be called stale once the check may run again.</summary>
    public void Forget()
    {
        _last = null;
        engine.Changes.Add();
    }

    private CheckOutcome Judge(CheckOutcome outcome, CheckSettings settings)
    {
        if (Verdict == HealthStatus.Healthy && outcome.Status != HealthStatus.Healthy && _failures < settings.FailureThreshold)
        {
            _isSettledHealthy = false;
            var raw = outcome.Detail is { } detail ? ": " + detail : "";
            return outcome with
            {
                Status = HealthStatus.Healthy,
                Detail = string.Create(CultureInfo.InvariantCulture, $"failed {_failures} of {settings.FailureThreshold} times{raw}"),
                Exception = null,
            };
        }

        if (Verdict != outcome.Status)
        {
            var (previous, since) = (Verdict, _since);
            (Verdict, _since) = (outcome.Status, engine.Time.GetUtcNow());
            Tell(outcome, previous, since);
        }

        _isSettledHealthy = Verdict == HealthStatus.Healthy && _failures == 0;
        return outcome;
    }

    private void Tell(CheckOutcome outcome, HealthStatus? previous, DateTimeOffset? since)
    {
        if (outcome.Status == (previous ?? HealthStatus.Healthy))
        {
            return;
        }

        engine.Changes.Add();

        // A check that fails because the application stops is no news.
        if (!engine.Stopping.IsCancellationRequested)
        {
            Interlocked.Increment(ref _turns[(int)outcome.Status]);
            var transition = new HealthTransition
            {
                Name = check.Name,
                Previous = previous,
                Current = outcome.Status,
                At = _since!.Value,
                PreviousSince = since,
                Detail = outcome.Detail,
            };
            engine.Transitions.Tell(transition, outcome.Exception);
            engine.Observers.Tell(transition);
        }
    }
}
