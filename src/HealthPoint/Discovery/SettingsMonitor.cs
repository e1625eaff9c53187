using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace HealthPoint;

/// <summary>
/// The settings in force. A reload of the configuration replaces them as a whole; one with a mistake is logged, and the
/// last good settings stay (the framework's monitor would throw at whoever asks next).
/// </summary>
internal sealed class SettingsMonitor : IDisposable
{
    private readonly CheckTable _table;
    private readonly Catalog _catalog;
    private readonly IOptionsFactory<HealthPointOptions> _factory;
    private readonly ILogger _logger;
    private readonly List<IDisposable> _subscriptions = [];
    private Settings? _current;
    private TaskCompletionSource _changed = NewSignal();
    private string? _refusal;

    public SettingsMonitor(
        CheckTable table,
        Catalog catalog,
        IOptionsFactory<HealthPointOptions> factory,
        IEnumerable<IOptionsChangeTokenSource<HealthPointOptions>> sources,
        ILogger<HealthPointOptions> logger)
    {
        (_table, _catalog, _factory, _logger) = (table, catalog, factory, logger);

        // First the subscriptions: what is reloaded while the settings are read for the first time is read again.
        foreach (var source in sources)
        {
            _subscriptions.Add(ChangeToken.OnChange(source.GetChangeToken, Reload));
        }

        try
        {
            Interlocked.CompareExchange(ref _current, Read(), null);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public Settings Current => Volatile.Read(ref _current)!;

    /// <summary>Ends with the next change of <see cref="Current"/>. Ask for it first.</summary>
    public Task Changed => Volatile.Read(ref _changed).Task;

    public void Dispose() => _subscriptions.ForEach(static subscription => subscription.Dispose());

    private Settings Read() => new(_table, _catalog.Stats, _factory.Create(Microsoft.Extensions.Options.Options.DefaultName));

    private void Reload()
    {
        try
        {
            Volatile.Write(ref _current, Read());
            _refusal = null;
            Interlocked.Exchange(ref _changed, NewSignal()).TrySetResult();
        }
        catch (Exception exception)
        {
            // One change of a file is announced by every provider of the configuration; the same mistake is told once.
            if (!string.Equals(Interlocked.Exchange(ref _refusal, exception.Message), exception.Message, StringComparison.Ordinal))
            {
                Log.Safely(() => _logger.ReloadRefused(exception.Message));
            }
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
