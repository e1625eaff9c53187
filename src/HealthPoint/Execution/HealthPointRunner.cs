using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace HealthPoint;

/// <summary>
/// Runs the checks. It is the application's <see cref="HealthCheckService"/>, so that our endpoints, <c>MapHealthChecks</c>
/// and publishers share its runs. A report is complete within the largest deadline of its checks, whatever hangs.
/// </summary>
internal sealed class HealthPointRunner : HealthCheckService, IDisposable
{
    private readonly CheckTable _table;
    private readonly SettingsMonitor _settings;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Dictionary<Check, Probe> _probes;
    private readonly ILogger _logger;

    public HealthPointRunner(CheckTable table, SettingsMonitor settings, IServiceScopeFactory scopes, TimeProvider time, ILogger<HealthPointRunner> logger)
    {
        (_table, _settings, _time) = (table, settings, time);
        _logger = logger;
        var queue = new RunQueue(settings.Current.Options.MaxConcurrency, new CheckThreads());
        _probes = table.Checks.ToDictionary(
            static check => check,
            check => new Probe(check, scopes, queue, time, logger, _stopping.Token));
    }

    /// <summary>Runs the selected checks, or joins the runs that are under way.</summary>
    /// <param name="selected">Which checks; disabled ones are left out.</param>
    /// <param name="cancellation">Gives up waiting; the runs go on for those who still wait.</param>
    public async Task<CheckReport> RunAsync(IEnumerable<Check> selected, CancellationToken cancellation)
    {
        var started = _time.GetTimestamp();
        var settings = _settings.Current;
        var asked = selected
            .Where(check => settings[check].Enabled)
            .Select(check => (Check: check, Settings: settings[check], Outcome: _probes[check].AskAsync(settings[check])))
            .ToArray();

        await Task.WhenAll(asked.Select(static one => one.Outcome)).WaitAsync(cancellation).ConfigureAwait(false);

        var entries = new CheckReport.Entry[asked.Length];
        for (var i = 0; i < asked.Length; i++)
        {
            entries[i] = new CheckReport.Entry(asked[i].Check, asked[i].Settings, await asked[i].Outcome.ConfigureAwait(false));
        }

        return new CheckReport(entries, _time.GetElapsedTime(started));
    }

    /// <inheritdoc/>
    public override async Task<HealthReport> CheckHealthAsync(Func<HealthCheckRegistration, bool>? predicate, CancellationToken cancellationToken = default)
    {
        var settings = _settings.Current;
        var selected = _table.Checks.Where(check => predicate is null || predicate(settings[check].Registration)).ToArray();
        var report = await RunAsync(selected, cancellationToken).ConfigureAwait(false);
        return report.ToHealthReport();
    }

    /// <summary>Cancels what runs, and what would still be started: the application stops.</summary>
    public void Stop() => _ = CancelAsync();

    /// <inheritdoc cref="Stop"/>
    public void Dispose() => Stop();

    private async Task CancelAsync()
    {
        try
        {
            // Nobody waits for it: what a check registered on its token may block, and the application has to stop.
            await _stopping.CancelAsync().ConfigureAwait(false);
        }
        catch (AggregateException exception)
        {
            Log.Safely(() => _logger.CancellationFailed(exception));
        }
    }
}
