using HealthPoint.Contract;

namespace HealthPoint;

/// <summary>Turns configured texts into the values of a method's arguments, once per start or reload.</summary>
internal static class ArgumentValues
{
    /// <summary>Reads the values in the order the method declares them.</summary>
    /// <param name="owner">The part of the key that names the check or stat: <c>Checks:name</c>.</param>
    /// <param name="arguments">What the method declares.</param>
    /// <param name="configured">What the configuration says, by parameter name.</param>
    /// <exception cref="FormatException">An argument is missing, unknown, or does not parse.</exception>
    public static IReadOnlyList<object?> Read(string owner, IReadOnlyList<HealthArgument> arguments, IDictionary<string, string> configured)
    {
        foreach (var name in configured.Keys)
        {
            if (!arguments.Any(argument => string.Equals(argument.Name, name, StringComparison.OrdinalIgnoreCase)))
            {
                throw new FormatException(arguments.Count == 0
                    ? $"{Key(owner, name)} is set, but the method takes no arguments."
                    : $"{Key(owner, name)} is not an argument of the method.{Spelling.Suggest(name, arguments.Select(static argument => argument.Name))}");
            }
        }

        return arguments.Count == 0 ? [] : [.. arguments.Select(argument => Value(owner, argument, configured))];
    }

    private static object? Value(string owner, HealthArgument argument, IDictionary<string, string> configured)
    {
        if (!configured.TryGetValue(argument.Name, out var text))
        {
            return argument.HasDefault
                ? argument.Default
                : throw new FormatException(
                    $"{Key(owner, argument.Name)} is missing: the parameter '{argument.Name}' has no default value, so set the key ({argument.Expected}).");
        }

        try
        {
            return argument.Parse(text);
        }
        catch (FormatException exception)
        {
            throw new FormatException($"{Key(owner, argument.Name)} does not parse: {exception.Message}", exception);
        }
    }

    private static string Key(string owner, string argument) => $"{HealthPointOptions.SectionName}:{owner}:Arguments:{argument}";
}
