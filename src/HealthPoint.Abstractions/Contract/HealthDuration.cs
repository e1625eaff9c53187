using System.ComponentModel;
using System.Globalization;

namespace HealthPoint.Contract;

/// <summary>How HealthPoint reads a duration from the configuration.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class HealthDuration
{
    /// <summary>
    /// Reads <c>hh:mm:ss</c> (also <c>d.hh:mm:ss.fff</c>) or a bare number of <em>seconds</em>.
    /// <see cref="TimeSpan.Parse(string)"/> reads a bare number as days, which has turned many a 30-second timeout into a month.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <returns>The duration.</returns>
    /// <exception cref="FormatException">The text is neither of the two.</exception>
    /// <exception cref="OverflowException">The duration is too long.</exception>
    public static TimeSpan Parse(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
            ? double.IsFinite(seconds) ? TimeSpan.FromSeconds(seconds) : throw new FormatException("A duration is a finite number.")
            : TimeSpan.ParseExact(text, "c", CultureInfo.InvariantCulture);
}
