using HealthPoint.Configuration;
using HealthPoint.Discovery;
using HealthPoint.Logging;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace HealthPoint.Settings;

/// <summary>
/// The settings in force. A reload of the configuration replaces them as a whole. A reload with a mistake is refused, and the
/// last good settings stay; the framework's monitor would throw at the next caller instead. Only credentials without a mistake
/// of their own are taken over even then: a password that was taken away must not stay valid because of a mistake elsewhere.
/// </summary>
internal sealed class SettingsMonitor : IDisposable
{
    private readonly CheckTable _table;
    private readonly Catalog _catalog;
    private readonly OptionsReader _reader;
    private readonly ILogger _logger;
    private readonly HourlyReminder _reminder;
    private readonly List<IDisposable> _subscriptions = [];

    // Held by one reload at a time, so that the configuration that was read last is in force. Not held while logging: a logger may block.
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

        // The subscriptions come first: if the configuration is reloaded while it is read for the first time, it is read again.
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

    /// <summary>Ends with the next change of <see cref="Current"/>. Must be read before <see cref="Current"/>, or a change may be missed.</summary>
    public Task Changed => Volatile.Read(ref _changed).Task;

    public void Dispose()
    {
        _subscriptions.ForEach(static subscription => subscription.Dispose());
        _reminder.Dispose();
    }

    /// <summary>Reads the settings as code and configuration give them now.</summary>
    /// <param name="mistakes">All mistakes, to be reported together. If there are any, the settings must not come into force.</param>
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
                // The exception comes from the application's own code that sets options.
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
        // Every provider of the configuration announces a change of the same file. So the same mistake is logged once.
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

    /// <summary>Brings new credentials into force: each section that no mistake is about.</summary>
    /// <returns>The keys of the sections that changed.</returns>
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

    /// <summary>Whether a mistake is in a section, or is a misspelling of its name, or says that there is no group of keys at all.</summary>
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
