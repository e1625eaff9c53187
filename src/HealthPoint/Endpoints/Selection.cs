using HealthPoint.Discovery;
using HealthPoint.Settings;
using Microsoft.AspNetCore.Http;

namespace HealthPoint.Endpoints;

/// <summary>Which checks a request asks for: <c>?test=</c> and <c>?tag=</c>, each repeatable, together their union.</summary>
internal sealed class Selection
{
    private const string UnknownCheck = "Unknown health check", UnknownTag = "Unknown tag";

    /// <summary>The request does not select.</summary>
    public static readonly Selection Nothing = new([], []);

    private Selection(IReadOnlyList<Check> checks, IReadOnlyList<KeyValuePair<string, string>> unknown) => (Checks, Unknown) = (checks, unknown);

    /// <summary>The names that were asked for and exist.</summary>
    public IReadOnlyList<string> Names { get; private init; } = [];

    /// <summary>The tags that were asked for and exist.</summary>
    public IReadOnlyList<string> Tags { get; private init; } = [];

    /// <summary>The selected checks, each once, in the order of reports.</summary>
    public IReadOnlyList<Check> Checks { get; }

    /// <summary>The names and tags that were asked for and do not exist, each with what to tell a viewer.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Unknown { get; }

    /// <summary>The names of checks that were left out, in the order of reports, each with how many of <see cref="Checks"/> stand before it.</summary>
    public IReadOnlyList<KeyValuePair<int, string>> Excluded { get; private init; } = [];

    /// <summary>The names that were to be left out and do not exist.</summary>
    public IReadOnlyList<string> NotExcluded { get; private init; } = [];

    /// <summary>Whether the request selects at all.</summary>
    public static bool IsAskedFor(IQueryCollection query) => query.ContainsKey("test") || query.ContainsKey("tag");

    /// <summary>Selects the check of exactly this name.</summary>
    public static Selection OfName(string name, IReadOnlyList<Check> known) =>
        known.FirstOrDefault(check => string.Equals(check.Name, name, StringComparison.Ordinal)) is { } check
            ? new([check], []) { Names = [check.Name] }
            : new([], [KeyValuePair.Create(name, UnknownCheck)]);

    /// <summary>Selects all checks but those of exactly these names.</summary>
    public static Selection Without(IEnumerable<string?> names, IReadOnlyList<Check> known)
    {
        var left = names.Select(static name => name ?? "").ToHashSet(StringComparer.Ordinal);
        var checks = new List<Check>(known.Count);
        var excluded = new List<KeyValuePair<int, string>>();
        foreach (var check in known)
        {
            if (left.Remove(check.Name))
            {
                excluded.Add(KeyValuePair.Create(checks.Count, check.Name));
            }
            else
            {
                checks.Add(check);
            }
        }

        return new Selection(checks, []) { Names = [.. checks.Select(static check => check.Name)], Excluded = excluded, NotExcluded = [.. left.Order(StringComparer.Ordinal)] };
    }

    /// <summary>Selects from the checks that an endpoint knows.</summary>
    public static Selection Of(IQueryCollection query, IReadOnlyList<Check> known, SettingsSnapshot settings)
    {
        var names = query["test"].Select(static name => name ?? "").ToHashSet(StringComparer.Ordinal);
        var tags = query["tag"].Select(static tag => tag ?? "").ToHashSet(StringComparer.Ordinal);
        var selected = known
            .Where(check => names.Contains(check.Name) || settings[check].Tags.Any(tags.Contains))
            .ToArray();

        string[] knownNames = [.. selected.Select(static check => check.Name).Where(names.Contains)];
        string[] knownTags = [.. selected.SelectMany(check => settings[check].Tags).Where(tags.Contains).Distinct(StringComparer.Ordinal)];
        names.ExceptWith(selected.Select(static check => check.Name));
        tags.ExceptWith(selected.SelectMany(check => settings[check].Tags));
        return new Selection(
            selected,
            // No check of ours has a colon in its name, so an unknown tag is not taken for a check.
            [
                .. names.Select(static name => KeyValuePair.Create(name, UnknownCheck))
                    .Concat(tags.Select(static tag => KeyValuePair.Create("tag:" + tag, UnknownTag)))
                    .DistinctBy(static unknown => unknown.Key, StringComparer.Ordinal),
            ])
        {
            Names = knownNames,
            Tags = knownTags,
        };
    }
}
