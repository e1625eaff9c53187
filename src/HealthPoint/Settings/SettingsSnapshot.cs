using HealthPoint.Configuration;
using HealthPoint.Contract;
using HealthPoint.Discovery;

namespace HealthPoint.Settings;

/// <summary>One consistent state of all settings: the options, and each check's own. Immutable.</summary>
internal sealed class SettingsSnapshot
{
    private readonly Dictionary<Check, CheckSettings> _checks;

    /// <summary>Resolves the settings of every check and stat.</summary>
    /// <param name="table">The checks.</param>
    /// <param name="stats">The stats.</param>
    /// <param name="options">The options.</param>
    /// <param name="last">
    /// The settings until now, if there are any. A check whose settings are unchanged keeps the same object, and with it the result
    /// that was found under it.
    /// </param>
    /// <param name="mistakes">
    /// Takes the mistakes: the options name checks that do not exist, or hold values that do not fit a check. If there are any, this
    /// snapshot must not be used.
    /// </param>
    public SettingsSnapshot(CheckTable table, IReadOnlyList<HealthStatDescriptor> stats, HealthPointOptions options, SettingsSnapshot? last, List<string> mistakes)
    {
        Options = options;
        _checks = new(table.Checks.Count, ReferenceEqualityComparer.Instance);
        Known(mistakes, "Checks", options.Checks.Keys, table.Checks.Select(static check => check.Name), "check");
        Known(mistakes, "Silenced", options.Silenced, table.Checks.Select(static check => check.Name), "check");
        Known(mistakes, "Stats", options.Stats.Keys, stats.Select(static stat => stat.Name), "stat");
        foreach (var (check, registration) in table.Checks.Zip(table.Registrations))
        {
            var settings = CheckSettings.Resolve(check, registration, options, mistakes);
            _checks.Add(check, last?[check] is { } former && former.IsSameAs(settings) ? former : settings);
        }

        foreach (var stat in stats)
        {
            var configured = options.Stats.TryGetValue(stat.Name, out var found) ? found : new StatOptions();
            ArgumentValues.Read($"Stats:{stat.Name}", stat.Arguments, configured.Arguments, mistakes);
        }
    }

    private SettingsSnapshot(SettingsSnapshot last, HealthPointOptions options) => (_checks, Options) = (last._checks, options);

    public HealthPointOptions Options { get; }

    public CheckSettings this[Check check] => _checks[check];

    /// <summary>The same settings with other credentials.</summary>
    public SettingsSnapshot With(BasicAuthOptions basicAuth, HostBypassOptions hostBypass) => new(this, Options.With(basicAuth, hostBypass));

    private static void Known(List<string> mistakes, string key, IEnumerable<string> names, IEnumerable<string> known, string kind)
    {
        foreach (var name in names.Where(name => !known.Contains(name, StringComparer.OrdinalIgnoreCase)))
        {
            mistakes.Add($"{HealthPointOptions.SectionName}:{key} names '{name}', but there is no such {kind}.{Spelling.Suggest(name, known)}");
        }
    }
}
