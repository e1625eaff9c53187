using HealthPoint.Configuration;

namespace HealthPoint.Discovery;

/// <summary>Which checks each check depends on. A name of no check, or a cycle, stops start-up.</summary>
internal sealed class Dependencies
{
    // Holds only the checks that depend on others.
    private readonly Dictionary<Check, Check[]> _direct = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<Check> _needed = new(ReferenceEqualityComparer.Instance);

    /// <summary>Resolves the names of all checks.</summary>
    /// <param name="table">All checks.</param>
    /// <param name="options">What code configures for checks that it did not add.</param>
    /// <exception cref="InvalidOperationException">A name in <c>DependsOn</c> is unknown, or checks depend on each other.</exception>
    public Dependencies(CheckTable table, HealthPointOptions options)
    {
        foreach (var check in table.Checks)
        {
            var names = NamesOf(check, options);
            if (names.Count > 0)
            {
                _direct.Add(check, [.. names.Select(name => Find(check, name, table)).Distinct()]);
            }
        }

        _needed.UnionWith(_direct.Values.SelectMany(static needed => needed));
        var done = new HashSet<Check>(ReferenceEqualityComparer.Instance);
        foreach (var check in table.Checks.Where(_direct.ContainsKey))
        {
            RequireNoCycle(check, [], done);
        }
    }

    /// <summary>The names that a check depends on: those of the options, or else those that the check declares.</summary>
    public static IList<string> NamesOf(Check check, HealthPointOptions options) =>
        (options.Checks.TryGetValue(check.Name, out var found) ? found.DependsOn : null) ?? check.Declared.DependsOn ?? [];

    /// <summary>The checks that this check depends on directly.</summary>
    public IReadOnlyList<Check> Of(Check check) => _direct.TryGetValue(check, out var needed) ? needed : [];

    /// <summary>Whether any check depends on this one.</summary>
    public bool IsDependency(Check check) => _needed.Contains(check);

    private static Check Find(Check check, string? name, CheckTable table) =>
        name is null ? throw new InvalidOperationException($"HealthPoint: {check} has a DependsOn that holds null. Name checks, or remove it.")
        : table.Find(name) is { } found ? found
        : throw new InvalidOperationException(
            $"HealthPoint: the check '{check.Name}' of {check} has DependsOn '{name}', but there is no such check.{Spelling.Suggest(name, table.Checks.Select(static check => check.Name))}");

    private void RequireNoCycle(Check check, List<Check> path, HashSet<Check> done)
    {
        var start = path.IndexOf(check);
        if (start >= 0)
        {
            var cycle = string.Join(" → ", path.Skip(start).Append(check).Select(static one => one.Name));
            throw new InvalidOperationException($"HealthPoint: health checks depend on each other in a circle, so that none could ever run: {cycle}. Remove one DependsOn of them.");
        }

        if (!done.Contains(check))
        {
            path.Add(check);
            foreach (var dependency in Of(check))
            {
                RequireNoCycle(dependency, path, done);
            }

            path.RemoveAt(path.Count - 1);
            done.Add(check);
        }
    }
}
