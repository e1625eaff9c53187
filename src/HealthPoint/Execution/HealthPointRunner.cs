using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace HealthPoint;

/// <summary>
/// Runs checks for whoever asks: our endpoints, <c>MapHealthChecks</c>, publishers. One run per check at a time, shared by
/// all of them; a report is complete at the largest deadline of its checks, whatever hangs.
/// </summary>
internal sealed class HealthPointRunner : HealthCheckService, IDisposable
{
    private readonly CheckTable _table;
    private readonly SettingsMonitor _settings;
    private readonly Dependencies _dependencies;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Dictionary<Check, Probe> _probes;
    private readonly DeadlineClock _clock = new();
    private readonly Lane _lane;
    private CheckSetOf? _all;

    public HealthPointRunner(
        CheckTable table,
        SettingsMonitor settings,
        IServiceProvider services,
        IEnumerable<ObserverRegistration> observers,
        HealthPointMetrics metrics,
        TimeProvider time,
        ILogger<HealthPointRunner> logger)
    {
        (_table, _settings) = (table, settings);
        _dependencies = new Dependencies(table, settings.Current.Options);
        var threads = new CheckThreads();
        Engine = new Engine(
            new CheckExecutor(services.GetRequiredService<IServiceScopeFactory>(), logger, _stopping.Token),
            new RunQueue(settings.Current.Options.MaxConcurrency, threads),
            threads,
            time == TimeProvider.System ? _clock : time,
            new ChangeCount(),
            new TransitionLog(threads, logger),
            new ObserverPump(observers, services, threads, time, logger),
            metrics,
            logger,
            _stopping.Token);
        _probes = table.Checks.ToDictionary(static check => check, check => new Probe(check, Engine));
        _lane = new Lane(this, _clock);
        metrics.Watch(_probes.Values, settings, Engine.Observers);
    }

    /// <summary>What all probes share.</summary>
    public Engine Engine { get; }

    /// <summary>Who wants to know of the reports that endpoints answer.</summary>
    public ObserverPump Observers => Engine.Observers;

    /// <summary>Prepares a selection of checks, to be asked as often as one likes.</summary>
    /// <param name="checks">The checks, in the order of reports; none of them disabled.</param>
    /// <param name="settings">The settings they run under.</param>
    public CheckSet Prepare(IReadOnlyList<Check> checks, Settings settings) => new(checks, settings, _probes, _dependencies, Engine);

    /// <summary>Asks the checks of a set: answers from what is fresh, joins runs that are under way, or starts some.</summary>
    /// <param name="set">Which checks.</param>
    /// <param name="details">Whether more than the worst status is of interest to the caller; to observers it always is.</param>
    /// <returns>Ends as soon as all were asked, which is at once; their answers may come later.</returns>
    public ValueTask<Answers> AskAsync(CheckSet set, bool details) =>
        set.Checks.Count == 0 ? new(Answers.AllQuick(HealthStatus.Healthy)) : _lane.EnterAsync(
            set,
            details || Engine.Observers.HasObservers,
            HealthPointMetrics.Activities.HasListeners() ? Activity.Current : null);

    /// <summary>Asks one check.</summary>
    public Task<CheckOutcome> Ask(Probe probe, CheckSettings settings, TimeSpan waited, LanePass? lane, Activity? requester) =>
        probe.TryAsk(settings, waited, lane, requester, out var answer) ? answer : AskAtLaneAsync(probe, settings, waited, requester);

    /// <summary>
    /// Runs a check because its period has passed, unless one that it depends on is down. A run that is under way serves
    /// as well.
    /// </summary>
    /// <returns>Ends with the run, at the latest at its deadline. Never faults.</returns>
    public async Task RefreshAsync(Check check)
    {
        var settings = _settings.Current;
        foreach (var dependency in _dependencies.Of(check).Where(dependency => settings[dependency] is { Enabled: true, Silenced: false }))
        {
            var answers = await AskAsync(Prepare([dependency], settings), details: true).ConfigureAwait(false);
            if ((await answers.ReportAsync(CancellationToken.None).ConfigureAwait(false)).Status == HealthStatus.Unhealthy)
            {
                _probes[check].Suspend();
                return;
            }
        }

        // As it is configured at this moment: what is found under settings of the past answers nobody, and would only take
        // the place of what does.
        if (_settings.Current[check] is { Enabled: true } own)
        {
            await (_probes[check].TryAsk(own, TimeSpan.Zero, lane: null, requester: null, out var answer, anew: true) ? answer : AskAtLaneAsync(_probes[check], own, TimeSpan.Zero, requester: null)).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public override async Task<HealthReport> CheckHealthAsync(Func<HealthCheckRegistration, bool>? predicate, CancellationToken cancellationToken = default)
    {
        var set = Select(predicate);
        if (set.Kept is { } kept)
        {
            return kept.ToHealthReport();
        }

        var answers = await AskAsync(set, details: true).ConfigureAwait(false);
        return (await answers.ReportAsync(cancellationToken).ConfigureAwait(false)).ToHealthReport();
    }

    /// <summary>Cancels what runs, and what would still be started: the application stops.</summary>
    public void Stop() => _ = _stopping.CancelAsync();

    /// <inheritdoc cref="Stop"/>
    public void Dispose()
    {
        Stop();
        Observers.Stop();
        _lane.Dispose();
        _clock.Dispose();
        Engine.Threads.Dispose();
    }

    private CheckSet Select(Func<HealthCheckRegistration, bool>? predicate)
    {
        var settings = _settings.Current;
        if (predicate is not null)
        {
            return Prepare([.. _table.Checks.Where(check => settings[check].Enabled && predicate(settings[check].Registration))], settings);
        }

        var all = _all;
        if (all?.Settings != settings)
        {
            _all = all = new CheckSetOf(settings, Prepare([.. _table.Checks.Where(check => settings[check].Enabled)], settings));
        }

        return all.Set;
    }

    /// <summary>The check is the lane's, so ask there; only a check whose settings have just changed comes here.</summary>
    private async Task<CheckOutcome> AskAtLaneAsync(Probe probe, CheckSettings settings, TimeSpan waited, Activity? requester)
    {
        var answer = AskAsync();
        return await Later.EndsWithinAsync(answer, settings.Timeout - waited, Engine.Time).ConfigureAwait(false)
            ? await answer.ConfigureAwait(false)
            : probe.NotStarted(settings, "");

        async Task<CheckOutcome> AskAsync()
        {
            var answers = await _lane.EnterAsync(Prepare([probe.Check], _settings.Current), details: true, requester).ConfigureAwait(false);
            return (await answers.ReportAsync(CancellationToken.None).ConfigureAwait(false)).Entries[0].Outcome;
        }
    }

    private sealed record CheckSetOf(Settings Settings, CheckSet Set);
}
