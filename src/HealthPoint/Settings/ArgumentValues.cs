using HealthPoint.Configuration;
using HealthPoint.Contract;

namespace HealthPoint.Settings;

/// <summary>Turns configured texts into the values of a method's arguments, once per start or reload.</summary>
internal static class ArgumentValues
{
    /// <summary>Reads the values in the order the method declares them.</summary>
    /// <param name="owner">The part of the key that names the check or stat: <c>Checks:name</c>.</param>
    /// <param name="arguments">What the method declares.</param>
    /// <param name="configured">What the configuration says, by parameter name.</param>
    /// <param name="mistakes">Takes the mistakes: arguments that are missing, unknown, or do not parse.</param>
    public static IReadOnlyList<object?> Read(string owner, IReadOnlyList<HealthArgument> arguments, IDictionary<string, string> configured, List<string> mistakes)
    {
        string[] unknown = [.. configured.Keys.Where(name => !arguments.Any(argument => string.Equals(argument.Name, name, StringComparison.OrdinalIgnoreCase)))];
        mistakes.AddRange(unknown.Select(name => arguments.Count == 0
            ? $"{Key(owner, name)} is set, but the method takes no arguments."
            : $"{Key(owner, name)} is not an argument of the method.{Spelling.Suggest(name, arguments.Select(static argument => argument.Name))}"));
        return arguments.Count == 0 ? [] : [.. arguments.Select(argument => Value(owner, argument, configured, mayBeMissing: unknown.Length > 0, mistakes))];
    }

    /// <summary>Whether a method does the same with one value as with the other.</summary>
    public static bool AreSame(object? one, object? other) => (one, other) switch
    {
        // Equals would ignore a different user, password or fragment of a URI, and a different offset of the same moment.
        (Uri uri, Uri otherUri) => string.Equals(uri.OriginalString, otherUri.OriginalString, StringComparison.Ordinal),
        (DateTimeOffset time, DateTimeOffset otherTime) => time.EqualsExact(otherTime),
        _ => Equals(one, other),
    };

    private static object? Value(string owner, HealthArgument argument, IDictionary<string, string> configured, bool mayBeMissing, List<string> mistakes)
    {
        if (!configured.TryGetValue(argument.Name, out var text))
        {
            // If another argument is unknown, one that seems to be missing is probably the misspelt one.
            if (!argument.HasDefault && !mayBeMissing)
            {
                mistakes.Add($"{Key(owner, argument.Name)} is missing: the parameter '{argument.Name}' has no default value, so set the key ({argument.Expected}).");
            }

            return argument.Default;
        }

        try
        {
            return argument.Parse(text);
        }
        catch (FormatException exception)
        {
            mistakes.Add($"{Key(owner, argument.Name)} does not parse: {exception.Message}");
            return null;
        }
    }

    private static string Key(string owner, string argument) => $"{HealthPointOptions.SectionName}:{owner}:Arguments:{argument}";
}
