using System.Diagnostics;
using System.Diagnostics.Metrics;
using HealthPoint.Settings;
using HealthPoint.Threading;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Observability;

/// <summary>The meter and the activity source, both called <c>HealthPoint</c>.</summary>
internal sealed class HealthPointMetrics
{
    /// <summary>Tags of measurements and of activities.</summary>
    public const string CheckName = "healthpoint.check.name", CheckStatus = "healthpoint.check.status";

    private const string Name = "HealthPoint";

    public static readonly ActivitySource Activities = new(Name);

    private static readonly HealthStatus[] Statuses = [HealthStatus.Healthy, HealthStatus.Degraded, HealthStatus.Unhealthy];

    private readonly Meter _meter;
    private readonly Counter<long> _rejected;
    private readonly Histogram<double> _duration;

    public HealthPointMetrics(IMeterFactory factory)
    {
        _meter = factory.Create(Name);
        _rejected = _meter.CreateCounter<long>(
            "healthpoint.auth.rejected", "{attempt}", "Basic credentials for a health endpoint that were wrong or malformed.");
        _duration = _meter.CreateHistogram<double>(
            "healthpoint.check.duration",
            "s",
            "How long a run of a health check took, up to its deadline."
#if NET10_0_OR_GREATER
            , tags: null,
            // The default boundaries are meant for milliseconds.
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60] }
#endif
            );
    }

    /// <summary>Whether a listener measures how long runs take.</summary>
    public bool TimesRuns => _duration.Enabled;

    /// <summary>A status as it is written in tags.</summary>
    public static string Text(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "healthy",
        HealthStatus.Degraded => "degraded",
        _ => "unhealthy",
    };

    public void CredentialsRejected()
    {
        try
        {
            _rejected.Add(1);
        }
        catch
        {
            // The exception is the listener's own mistake; the caller must not get an error page for it.
        }
    }

    /// <summary>Measures a run that ended, or whose deadline passed.</summary>
    /// <param name="check">The check.</param>
    /// <param name="status">The status that the run came to, whatever verdict followed from it.</param>
    /// <param name="duration">How long it took.</param>
    public void Ran(string check, HealthStatus status, TimeSpan duration)
    {
        if (!_duration.Enabled)
        {
            return;
        }

        try
        {
            _duration.Record(duration.TotalSeconds, new(CheckName, check), new(CheckStatus, Text(status)));
        }
        catch
        {
            // The exception is the listener's own mistake; the check must not fail for it.
        }
    }

    /// <summary>
    /// Registers instruments that read the states of checks when a listener collects them, so that no listener runs on a thread of checks.
    /// </summary>
    public void Watch(IReadOnlyCollection<IMeasuredCheck> checks, SettingsMonitor settings, ObserverPump observers, Faults faults)
    {
        _meter.CreateObservableGauge(
            "healthpoint.check.status",
            () => Shown().SelectMany(static state =>
            {
                var verdict = state.Verdict;
                return Statuses.Select(status => new Measurement<int>(verdict == status ? 1 : 0, [new(CheckName, state.Check.Name), new(CheckStatus, Text(status))]));
            }),
            "{check}",
            "1 for the status a health check has, 0 for the others; 0 for all as long as it has never run.");
        _meter.CreateObservableGauge(
            "healthpoint.check.age",
            () => Shown().Where(static state => state.SinceLastRun is not null)
                .Select(static state => new Measurement<double>(state.SinceLastRun.GetValueOrDefault().TotalSeconds, new KeyValuePair<string, object?>(CheckName, state.Check.Name))),
            "s",
            "How long ago the last run of a health check ended.");
        _meter.CreateObservableCounter(
            "healthpoint.check.transitions",
            () => Shown().SelectMany(static state => Statuses.Select(status =>
                new Measurement<long>(state.TurnsTo(status), [new(CheckName, state.Check.Name), new(CheckStatus, Text(status))]))),
            "{transition}",
            "How often the verdict on a health check has turned to a status.");
        _meter.CreateObservableCounter(
            "healthpoint.observer.dropped_reports", () => observers.Dropped, "{report}", "Reports of which no observer was told, since too many were waiting.");
        _meter.CreateObservableCounter(
            "healthpoint.thread.faults", () => faults.Count, "{fault}", "Exceptions that were caught on a thread where nobody was left to take them; see the log.");
        _meter.CreateObservableGauge(
            "healthpoint.settings.refused",
            () => settings.IsRefused ? 1 : 0,
            "{reload}",
            "1 as long as the configuration, as it was last reloaded, is refused; else 0.");

        IEnumerable<IMeasuredCheck> Shown()
        {
            var current = settings.Current;
            return checks.Where(state => current[state.Check].Enabled);
        }
    }
}
