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
    private int _disposed;

    public HealthPointRunner(CheckTable table, SettingsMonitor settings, IServiceScopeFactory scopes, TimeProvider time, ILogger<HealthPointRunner> logger)
    {
        (_table, _settings, _time) = (table, settings, time);
        var threads = new CheckThreads();
        var queue = new RunQueue(settings.Current.Options.MaxConcurrency, run => threads.Begin(() => _ = run.Probe.ExecuteAsync(run)));
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
        var selected = _table.Checks.Where((_, i) => predicate is null || predicate(_table.Registrations[i])).ToArray();
        var report = await RunAsync(selected, cancellationToken).ConfigureAwait(false);
        return report.ToHealthReport();
    }

    /// <summary>Cancels what runs, and what would still be started: the application stops.</summary>
    public Task StopAsync() => _stopping.CancelAsync();

    // The container knows the runner under two names, so it disposes it twice.
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
        {
            return;
        }

        _stopping.Cancel();
        _stopping.Dispose();
    }
}
