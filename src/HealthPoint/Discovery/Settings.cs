using HealthPoint.Configuration;
using HealthPoint.Contract;
using Microsoft.Extensions.Options;

namespace HealthPoint;

/// <summary>One consistent state of all settings: the options, and each check's own. Immutable.</summary>
internal sealed class Settings
{
    private readonly Dictionary<Check, CheckSettings> _checks;

    /// <summary>Resolves the settings of every check and stat.</summary>
    /// <exception cref="OptionsValidationException">The options speak of checks that do not exist, or of values that do not parse.</exception>
    public Settings(CheckTable table, IReadOnlyList<HealthStatDescriptor> stats, HealthPointOptions options)
    {
        Options = options;
        _checks = new(table.Checks.Count, ReferenceEqualityComparer.Instance);
        var problems = new List<string>();
        Known(problems, "Checks", options.Checks.Keys, table.Checks.Select(static check => check.Name), "check");
        Known(problems, "Silenced", options.Silenced, table.Checks.Select(static check => check.Name), "check");
        Known(problems, "Stats", options.Stats.Keys, stats.Select(static stat => stat.Name), "stat");
        foreach (var (check, registration) in table.Checks.Zip(table.Registrations))
        {
            Guarded(problems, () => _checks.Add(check, CheckSettings.Resolve(check, registration, options)));
        }

        foreach (var stat in stats)
        {
            var configured = options.Stats.TryGetValue(stat.Name, out var found) ? found : new StatOptions();
            Guarded(problems, () => ArgumentValues.Read($"Stats:{stat.Name}", stat.Arguments, configured.Arguments));
        }

        if (problems.Count > 0)
        {
            throw new OptionsValidationException(Microsoft.Extensions.Options.Options.DefaultName, typeof(HealthPointOptions), problems);
        }
    }

    public HealthPointOptions Options { get; }

    public CheckSettings this[Check check] => _checks[check];

    private static void Known(List<string> problems, string key, IEnumerable<string> names, IEnumerable<string> known, string kind)
    {
        foreach (var name in names.Where(name => !known.Contains(name, StringComparer.OrdinalIgnoreCase)))
        {
            problems.Add($"{HealthPointOptions.SectionName}:{key} names '{name}', but there is no such {kind}.{Spelling.Suggest(name, known)}");
        }
    }

    private static void Guarded(List<string> problems, Action read)
    {
        try
        {
            read();
        }
        catch (FormatException exception)
        {
            problems.Add(exception.Message);
        }
    }
}
