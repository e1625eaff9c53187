using System.Diagnostics;
using System.Runtime.CompilerServices;
using HealthPoint.Discovery;
using HealthPoint.Logging;
using HealthPoint.Observability;
using HealthPoint.Reports;
using HealthPoint.Settings;
using HealthPoint.Threading;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace HealthPoint.Execution;

/// <summary>
/// Runs checks for all callers: HealthPoint's endpoints, <c>MapHealthChecks</c> and publishers. A check has one run at a
/// time, which all callers share. A report is complete at the largest deadline of its checks at the latest, even if a check hangs.
/// </summary>
internal sealed class HealthPointRunner : HealthCheckService, IDisposable
{
    private static readonly Func<HealthCheckRegistration, bool> All = static _ => true;

    private readonly CheckTable _table;
    private readonly SettingsMonitor _settings;
    private readonly Dependencies _dependencies;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Dictionary<Check, CheckState> _states;
    private readonly CheckSets _sets;
    private readonly DeadlineClock _clock;
    private readonly Lane _lane;

    // Weak: a predicate that the application has dropped must not be kept alive here.
    private readonly ConditionalWeakTable<Func<HealthCheckRegistration, bool>, ChosenSet> _chosen = [];
    private volatile bool _disposed;

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
        var faults = new Faults(logger);
        var threads = new CheckThreads(faults);
        _clock = new DeadlineClock(faults);
        if (time != TimeProvider.System)
        {
            Log.Safely(() => logger.ForeignTime(time.GetType()));
            time = new GuardedTime(time, _clock, faults);
        }

        Engine = new Engine(
            new CheckExecutor(services.GetRequiredService<IServiceScopeFactory>(), logger, _stopping.Token),
            new RunQueue(settings.Current.Options.MaxConcurrency, threads, faults),
            threads,
            time == TimeProvider.System ? _clock : time,
            new ChangeCount(),
            new TransitionLog(threads, faults, logger),
            new ObserverPump(observers, services, threads, time, faults, logger),
            metrics,
            faults,
            logger,
            _stopping.Token);
        _states = table.Checks.ToDictionary(static check => check, check => new CheckState(check, Engine));
        _sets = new CheckSets(_states, _dependencies, Engine);
        _lane = new Lane(this);
        metrics.Watch(_states.Values, settings, Engine.Observers, faults);
    }

    /// <summary>What all checks share.</summary>
    public Engine Engine { get; }

    /// <summary>The observers of the reports that endpoints answer.</summary>
    public ObserverPump Observers => Engine.Observers;

    /// <summary>Prepares a selection of checks, which may be asked any number of times. The same checks give the same set.</summary>
    /// <param name="checks">The checks, in the order of reports; none of them disabled.</param>
    /// <param name="settings">The settings they run under.</param>
    public CheckSet Prepare(IReadOnlyList<Check> checks, SettingsSnapshot settings) => _sets.Of(checks, settings);

    /// <summary>Asks the checks of a set: answers from results that are fresh, joins runs that are under way, or starts runs.</summary>
    /// <param name="set">Which checks.</param>
    /// <param name="details">Whether the caller sees more than the worst status. Observers always do.</param>
    /// <returns>Ends as soon as all checks were asked, which is at once. Their answers may come later.</returns>
    /// <exception cref="ObjectDisposedException">The application's services have been disposed of.</exception>
    public ValueTask<Answers> AskAsync(CheckSet set, bool details)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (set.Checks.Count == 0)
        {
            return new(Answers.AllQuick(HealthStatus.Healthy));
        }

        var requester = HealthPointMetrics.Activities.HasListeners() ? Activity.Current : null;
        if (set.HasQuick)
        {
            return _lane.EnterAsync(set, details || Observers.HasObservers, requester);
        }

        var answers = new Answers(set, this, requester, waited: TimeSpan.Zero);
        answers.AskAll();
        return new(answers);
    }

    /// <summary>Asks one check.</summary>
    public Task<CheckOutcome> Ask(CheckState state, CheckSettings settings, TimeSpan waited, Activity? requester) =>
        state.TryAsk(settings, waited, requester, out var answer) ? answer : AskAtLaneAsync(state, settings, waited, requester);

    /// <summary>
    /// Runs a check because its period has passed, unless a check that it depends on is down. A run that is already under way
    /// counts as the run of this period.
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
                _states[check].Suspend();
                return;
            }
        }

        // The check's settings are read again here: a result found under older settings would answer no caller, and would only
        // displace a result that does.
        if (_settings.Current[check] is { Enabled: true } own)
        {
            await (_states[check].TryAsk(own, TimeSpan.Zero, requester: null, out var answer, anew: true)
                ? answer
                : AskAtLaneAsync(_states[check], own, TimeSpan.Zero, requester: null)).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public override async Task<HealthReport> CheckHealthAsync(Func<HealthCheckRegistration, bool>? predicate, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var set = Choose(predicate);
        if (set.Kept is { } kept)
        {
            return kept.ToHealthReport();
        }

        var answers = await AskAsync(set, details: true).ConfigureAwait(false);
        return (await answers.ReportAsync(cancellationToken).ConfigureAwait(false)).ToHealthReport();
    }

    /// <summary>Cancels the runs that are under way and those that would still be started, because the application stops.</summary>
    public void Stop()
    {
        if (!_disposed)
        {
            _ = _stopping.CancelAsync();
        }
    }

    /// <inheritdoc cref="Stop"/>
    public void Dispose()
    {
        Stop();
        _disposed = true;
        Observers.Stop();
        _lane.Dispose();
        _clock.Dispose();
        Engine.Threads.Dispose();
    }

    private CheckSet Choose(Func<HealthCheckRegistration, bool>? predicate)
    {
        var settings = _settings.Current;
        if (_chosen.TryGetValue(predicate ?? All, out var chosen) && chosen.Stands(settings, Engine.Time))
        {
            return chosen.Set;
        }

        var askedAt = predicate is null ? default(long?) : Engine.Time.GetTimestamp();
        var set = Prepare([.. _table.Checks.Where(check => settings[check].Enabled && (predicate is null || predicate(settings[check].Registration)))], settings);
        if (predicate is null || set.IsKeepable)
        {
            _chosen.AddOrUpdate(predicate ?? All, new ChosenSet(settings, set, askedAt));
        }

        return set;
    }

    /// <summary>
    /// Asks a check that is at the lane through the lane. Only a check whose settings have just changed comes here while it is at the lane.
    /// </summary>
    private async Task<CheckOutcome> AskAtLaneAsync(CheckState state, CheckSettings settings, TimeSpan waited, Activity? requester)
    {
        var answer = AskAsync();
        return await Later.EndsWithinAsync(answer, settings.Timeout - waited, Engine.Time).ConfigureAwait(false)
            ? await answer.ConfigureAwait(false)
            : state.NotStarted(settings, "");

        async Task<CheckOutcome> AskAsync()
        {
            var answers = await _lane.EnterAsync(Prepare([state.Check], _settings.Current), details: true, requester).ConfigureAwait(false);
            return (await answers.ReportAsync(CancellationToken.None).ConfigureAwait(false)).Entries[0].Outcome;
        }
    }
}
