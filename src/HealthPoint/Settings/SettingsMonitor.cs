using HealthPoint.Configuration;
using HealthPoint.Discovery;
using HealthPoint.Logging;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace HealthPoint.Settings;

/// <summary>
/// The settings in force. A reload of the configuration replaces them as a whole. One with a mistake is refused, and the
/// last good settings stay (the framework's monitor would throw at whoever asks next); only credentials that are right by
/// themselves are followed all the same: one that was taken away is not to be valid because of a mistake elsewhere.
/// </summary>
internal sealed class SettingsMonitor : IDisposable
{
    private readonly CheckTable _table;
    private readonly Catalog _catalog;
    private readonly OptionsReader _reader;
    private readonly ILogger _logger;
    private readonly HourlyReminder _reminder;
    private readonly List<IDisposable> _subscriptions = [];

    // One reload at a time, so that what was read last is in force. Nothing is logged under it, since a logger may block.
    private readonly object _gate = new();
    private SettingsSnapshot? _current;
    private HealthPointOptions? _atStart;
    private TaskCompletionSource _changed = NewSignal();
    private string? _refusal;

    public SettingsMonitor(
        CheckTable table,
        Catalog catalog,
        OptionsReader reader,
        IEnumerable<IOptionsChangeTokenSource<HealthPointOptions>> sources,
        TimeProvider time,
        ILogger<HealthPointOptions> logger)
    {
        (_table, _catalog, _reader, _logger) = (table, catalog, reader, logger);
        _reminder = new HourlyReminder(time, Remind);

        // First the subscriptions: what is reloaded while the settings are read for the first time is read again.
        foreach (var source in sources)
        {
            _subscriptions.Add(ChangeToken.OnChange(source.GetChangeToken, Reload));
        }

        try
        {
            var settings = Read(out var mistakes);
            if (mistakes.Count > 0)
            {
                throw new OptionsValidationException(Microsoft.Extensions.Options.Options.DefaultName, typeof(HealthPointOptions), mistakes);
            }

            Interlocked.CompareExchange(ref _current, settings, null);
            _atStart = Current.Options;
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public SettingsSnapshot Current => Volatile.Read(ref _current)!;

    /// <summary>Whether the last reload was refused.</summary>
    public bool IsRefused => Volatile.Read(ref _refusal) is not null;

    /// <summary>Ends with the next change of <see cref="Current"/>. Ask for it first.</summary>
    public Task Changed => Volatile.Read(ref _changed).Task;

    public void Dispose()
    {
        _subscriptions.ForEach(static subscription => subscription.Dispose());
        _reminder.Dispose();
    }

    /// <summary>Reads what code and configuration say now.</summary>
    /// <param name="mistakes">Everything that is wrong with it, to be told at once; where anything is, it is not to come into force.</param>
    private SettingsSnapshot Read(out List<string> mistakes)
    {
        var options = _reader.Read();
        mistakes = [.. _reader.MistakesOf(options)];
        return new SettingsSnapshot(_table, _catalog.Stats, options, _current, mistakes);
    }

    private void Reload()
    {
        Action tell;
        lock (_gate)
        {
            try
            {
                var settings = Read(out var mistakes);
                tell = mistakes.Count == 0 ? Accept(settings) : Refuse(string.Join("; ", mistakes), TakeCredentials(settings.Options, mistakes));
            }
            catch (Exception exception)
            {
                // Of the application's own code that sets options.
                tell = Refuse(exception.Message, followed: []);
            }
        }

        Log.Safely(tell);
    }

    private Action Accept(SettingsSnapshot settings)
    {
        string[] ignored = _current is null || _atStart is null ? []
            : [.. StartUpOptions.Changed(_table, _current.Options, settings.Options).Intersect(StartUpOptions.Changed(_table, _atStart, settings.Options), StringComparer.Ordinal)];
        Replace(settings);
        Volatile.Write(ref _refusal, null);
        _reminder.TurnOff();
        return () =>
        {
            if (ignored.Length > 0)
            {
                _logger.CountsAtStartOnly(string.Join(", ", ignored));
            }
        };
    }

    private Action Refuse(string refusal, string[] followed)
    {
        // One change of a file is announced by every provider of the configuration; the same mistake is told once.
        var isNew = !string.Equals(_refusal, refusal, StringComparison.Ordinal);
        if (isNew)
        {
            Volatile.Write(ref _refusal, refusal);
            _reminder.TurnOn();
        }

        return () =>
        {
            if (isNew)
            {
                _logger.ReloadRefused(refusal);
            }

            if (followed.Length > 0)
            {
                _logger.CredentialsFollowed(string.Join(", ", followed));
            }
        };
    }

    /// <summary>Lets credentials come into force, each section that no mistake is about.</summary>
    /// <returns>The keys of those that changed by it.</returns>
    private string[] TakeCredentials(HealthPointOptions options, List<string> mistakes)
    {
        if (_current is not { } last)
        {
            return [];
        }

        var basicAuth = Follows(nameof(options.BasicAuth), last.Options.BasicAuth.Values, options.BasicAuth.Values);
        var hostBypass = Follows(nameof(options.HostBypass), last.Options.HostBypass.Values, options.HostBypass.Values);
        string[] followed = [.. new[] { basicAuth, hostBypass }.OfType<string>()];
        if (followed.Length > 0)
        {
            Replace(last.With(basicAuth is null ? last.Options.BasicAuth : options.BasicAuth, hostBypass is null ? last.Options.HostBypass : options.HostBypass));
        }

        return followed;

        string? Follows(string section, IEnumerable<string?> before, IEnumerable<string?> now) =>
            mistakes.Exists(mistake => IsAbout(mistake, section)) || before.SequenceEqual(now, StringComparer.Ordinal) ? null : $"{HealthPointOptions.SectionName}:{section}";
    }

    /// <summary>Whether a mistake is in a section, or is the section's name, or that there is no section at all.</summary>
    private static bool IsAbout(string mistake, string section)
    {
        // Every message begins with its key, in the case in which it is configured.
        var key = $"{HealthPointOptions.SectionName}:{section}";
        return (mistake.StartsWith(key, StringComparison.OrdinalIgnoreCase) && mistake.AsSpan(key.Length) is [':' or ' ', ..])
            || mistake.StartsWith(HealthPointOptions.SectionName + " ", StringComparison.OrdinalIgnoreCase)
            || mistake.EndsWith(Spelling.DidYouMean(section), StringComparison.Ordinal);
    }

    private void Replace(SettingsSnapshot settings)
    {
        Volatile.Write(ref _current, settings);
        Interlocked.Exchange(ref _changed, NewSignal()).TrySetResult();
    }

    private void Remind()
    {
        if (Volatile.Read(ref _refusal) is { } refusal)
        {
            _logger.ReloadRefused(refusal);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
