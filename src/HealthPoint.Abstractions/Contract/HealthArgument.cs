using System.ComponentModel;
using System.Globalization;
using System.Numerics;

namespace HealthPoint.Contract;

/// <summary>
/// A parameter of a check or stat whose value comes from the configuration: its name, and how its text is read,
/// independent of any culture. Immutable.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class HealthArgument
{
    private readonly Func<string, object> _parse;

    private HealthArgument(string name, string expected, Func<string, object> parse)
    {
        Name = name;
        Expected = expected;
        _parse = parse;
    }

    private HealthArgument(HealthArgument argument, object? fallback)
        : this(argument.Name, argument.Expected, argument._parse)
    {
        HasDefault = true;
        Default = fallback;
    }

    /// <summary>The parameter's name, which is the configuration key.</summary>
    public string Name { get; }

    /// <summary>What a value looks like, for messages: <c>a whole number</c>.</summary>
    public string Expected { get; }

    /// <summary>Whether the parameter has a default value.</summary>
    public bool HasDefault { get; }

    /// <summary>The parameter's default value.</summary>
    public object? Default { get; }

    /// <summary>A text, taken as it is.</summary>
    /// <param name="name">The parameter's name.</param>
    /// <returns>The argument.</returns>
    public static HealthArgument Text(string name) => new(name, "a text", static text => text);

    /// <summary><c>true</c> or <c>false</c>, ignoring case.</summary>
    /// <param name="name">The parameter's name.</param>
    /// <returns>The argument.</returns>
    public static HealthArgument Boolean(string name) => new(name, "true or false", static text => bool.Parse(text));

    /// <summary>A number with a point for its decimals and no thousands separator.</summary>
    /// <typeparam name="T">The number's type.</typeparam>
    /// <param name="name">The parameter's name.</param>
    /// <returns>The argument.</returns>
    public static HealthArgument Number<T>(string name)
        where T : struct, INumber<T>, IMinMaxValue<T> =>
        new(
            name,
            T.IsInteger(T.One / (T.One + T.One))
                ? string.Create(CultureInfo.InvariantCulture, $"a whole number from {T.MinValue} to {T.MaxValue}")
                : "a number such as 1.5",
            static text => T.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture));

    /// <summary>A member of an enumeration by its name, ignoring case; flags are separated by commas.</summary>
    /// <typeparam name="T">The enumeration.</typeparam>
    /// <param name="name">The parameter's name.</param>
    /// <returns>The argument.</returns>
    public static HealthArgument Enum<T>(string name)
        where T : struct, Enum =>
        new(
            name,
            $"one of {string.Join(", ", System.Enum.GetNames<T>())}",
            static text => char.IsAsciiLetter(text.Trim().FirstOrDefault()) || text.Contains('_', StringComparison.Ordinal)
                ? System.Enum.Parse<T>(text, ignoreCase: true)
                : throw new FormatException("Only names are taken."));

    /// <summary>A duration: <c>hh:mm:ss</c>, or a bare number of seconds.</summary>
    /// <param name="name">The parameter's name.</param>
    /// <returns>The argument.</returns>
    public static HealthArgument Duration(string name) =>
        new(name, "a duration: hh:mm:ss, or a number of seconds", static text => HealthDuration.Parse(text));

    /// <summary>A point in time in ISO 8601; without an offset it is UTC.</summary>
    /// <param name="name">The parameter's name.</param>
    /// <returns>The argument.</returns>
    public static HealthArgument Timestamp(string name) =>
        new(
            name,
            "a date and time such as 2026-01-31T12:00:00Z",
            static text => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));

    /// <summary>A GUID in any of its usual forms.</summary>
    /// <param name="name">The parameter's name.</param>
    /// <returns>The argument.</returns>
    public static HealthArgument Identifier(string name) => new(name, "a GUID", static text => Guid.Parse(text));

    /// <summary>A URI, absolute or relative.</summary>
    /// <param name="name">The parameter's name.</param>
    /// <returns>The argument.</returns>
    public static HealthArgument Uri(string name) =>
        new(name, "a URI", static text => new Uri(text, UriKind.RelativeOrAbsolute));

    /// <summary>The same argument with the parameter's default value.</summary>
    /// <param name="value">The value to use where the configuration has none.</param>
    /// <returns>The argument.</returns>
    public HealthArgument WithDefault(object? value) => new(this, value);

    /// <summary>Reads a value.</summary>
    /// <param name="text">The configuration's text.</param>
    /// <returns>The value, of the parameter's type.</returns>
    /// <exception cref="FormatException">The text is not what <see cref="Expected"/> says.</exception>
    public object Parse(string text)
    {
        try
        {
            return _parse(text);
        }
        catch (Exception exception) when (exception is FormatException or OverflowException or ArgumentException)
        {
            throw new FormatException($"'{text}' is not {Expected}.", exception);
        }
    }
}
