namespace HealthPoint;

/// <summary>Which checks each check depends on. A name that is none, or a cycle, stops start-up.</summary>
internal sealed class Dependencies
{
    private readonly Dictionary<Check, Check[]> _direct = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<Check> _needed = new(ReferenceEqualityComparer.Instance);

    /// <summary>Resolves the names of all checks.</summary>
    /// <param name="table">All checks.</param>
    /// <param name="options">What code says of checks that it did not add.</param>
    /// <exception cref="InvalidOperationException">A name in <c>DependsOn</c> is unknown, or checks depend on each other.</exception>
    public Dependencies(CheckTable table, HealthPointOptions options)
    {
        var byName = table.Checks.ToDictionary(static check => check.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var check in table.Checks)
        {
            var names = (options.Checks.TryGetValue(check.Name, out var found) ? found.DependsOn : null) ?? check.Declared.DependsOn;
            _direct.Add(check, [.. (names ?? []).Select(name => Find(check, name, byName)).Distinct()]);
        }

        _needed.UnionWith(_direct.Values.SelectMany(static needed => needed));
        var done = new HashSet<Check>(ReferenceEqualityComparer.Instance);
        foreach (var check in table.Checks)
        {
            RequireNoCycle(check, [], done);
        }
    }

    /// <summary>What the check depends on itself.</summary>
    public IReadOnlyList<Check> Of(Check check) => _direct[check];

    /// <summary>Whether any check depends on this one.</summary>
    public bool IsDependency(Check check) => _needed.Contains(check);

    private static Check Find(Check check, string? name, Dictionary<string, Check> byName) =>
        name is null ? throw new InvalidOperationException($"HealthPoint: {check} has a DependsOn that holds null. Name checks, or remove it.")
        : byName.TryGetValue(name, out var found) ? found
        : throw new InvalidOperationException(
            $"HealthPoint: the check '{check.Name}' of {check} has DependsOn '{name}', but there is no such check.{Spelling.Suggest(name, byName.Keys)}");

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
            foreach (var dependency in _direct[check])
            {
                RequireNoCycle(dependency, path, done);
            }

            path.RemoveAt(path.Count - 1);
            done.Add(check);
        }
    }
}
