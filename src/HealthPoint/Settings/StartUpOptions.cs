using HealthPoint.Discovery;

namespace HealthPoint.Settings;

/// <summary>The options that count only when the application starts. A reload does not change them.</summary>
internal static class StartUpOptions
{
    /// <summary>The configuration keys of such options that differ.</summary>
    public static IEnumerable<string> Changed(CheckTable table, HealthPointOptions one, HealthPointOptions other)
    {
        if (one.MaxConcurrency != other.MaxConcurrency)
        {
            yield return $"{HealthPointOptions.SectionName}:{nameof(HealthPointOptions.MaxConcurrency)}";
        }

        foreach (var check in table.Checks)
        {
            if (!Dependencies.NamesOf(check, one).SequenceEqual(Dependencies.NamesOf(check, other), StringComparer.OrdinalIgnoreCase))
            {
                yield return $"{HealthPointOptions.SectionName}:Checks:{check.Name}:DependsOn";
            }
        }
    }
}
