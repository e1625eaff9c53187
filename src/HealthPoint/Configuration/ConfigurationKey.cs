using System.Globalization;
using HealthPoint.Contract;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Configuration;

/// <summary>One configuration key and its value. A value that cannot be read is a <see cref="FormatException"/> that names the key.</summary>
internal readonly struct ConfigurationKey(IConfigurationSection section)
{
    public string Path => section.Path;

    public bool HasChildren => section.GetChildren().Any();

    private string Value => section.Value ?? throw new FormatException($"{section.Path} is a group of keys, but must be a single value.");

    public string Text() => Value;

    public bool Boolean() =>
        bool.TryParse(Value, out var value) ? value : throw Refused("true or false");

    public int Integer() =>
        int.TryParse(Value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) ? value : throw Refused("a whole number");

    public TimeSpan Duration()
    {
        try
        {
            return HealthDuration.Parse(Value);
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            throw Refused("a duration: hh:mm:ss, or a number of seconds");
        }
    }

    public HealthStatus Status() =>
        Enum.GetNames<HealthStatus>().Contains(Value, StringComparer.OrdinalIgnoreCase)
            ? Enum.Parse<HealthStatus>(Value, ignoreCase: true)
            : throw Refused("Unhealthy or Degraded");

    /// <summary>The elements of a list. A single value is a list of one element; an empty value is a list of none.</summary>
    public List<string> List()
    {
        if (!string.IsNullOrEmpty(section.Value))
        {
            return [section.Value];
        }

        return [.. section.GetChildren().Select(static item => new ConfigurationKey(item).Value)];
    }

    /// <summary>As <see cref="List"/>, but a single value may hold several elements, separated by commas, as an environment variable can.</summary>
    public List<string> ListOrTextWithCommas() =>
        string.IsNullOrEmpty(section.Value) ? List() : [.. section.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    private FormatException Refused(string expected) => new($"{section.Path} is '{section.Value}', but must be {expected}.");
}
