using System.Globalization;
using System.Text;

namespace HealthPoint.Formats;

/// <summary>Quotes text as Go's <c>%q</c> does, which the Kubernetes API server uses: on one line, with nothing unprintable.</summary>
internal static class GoText
{
    private const string Named = "\a\b\t\n\v\f\r", Letters = "abtnvfr";

    /// <summary>Quotes a text that may hold any characters.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '"' or '\\' => quoted.Append('\\').Append((char)rune.Value),
                <= '\r' when Named.IndexOf((char)rune.Value, StringComparison.Ordinal) is >= 0 and var place => quoted.Append('\\').Append(Letters[place]),
                < ' ' or 0x7f => quoted.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}"),
                ' ' => quoted.Append(' '),
                _ when IsPrintable(rune) => quoted.Append(rune.ToString()),
                < 0x10000 => quoted.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}"),
                _ => quoted.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:x8}"),
            };
        }

        return quoted.Append('"').ToString();
    }

    // Go counts letters, marks, numbers, punctuation and symbols as printable.
    private static bool IsPrintable(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
