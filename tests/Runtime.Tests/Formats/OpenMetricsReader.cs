using System.Globalization;
using System.Text.RegularExpressions;

namespace HealthPoint.Tests.Formats;

/// <summary>
/// Reads OpenMetrics 1.0 by its grammar: a family's metadata before its samples, families that do not interleave, no sample
/// twice, and the end as the last line.
/// </summary>
internal static partial class OpenMetricsReader
{
    /// <summary>The samples: name and labels, unescaped, to value.</summary>
    public static Dictionary<string, double> Read(string text)
    {
        Assert.EndsWith("\n# EOF\n", text, StringComparison.Ordinal);
        var samples = new Dictionary<string, double>(StringComparer.Ordinal);
        var types = new HashSet<string>(StringComparer.Ordinal);
        var family = "";
        foreach (var line in text[..^"# EOF\n".Length].TrimEnd('\n').Split('\n'))
        {
            if (Metadata().Match(line) is { Success: true } metadata)
            {
                var (kind, name) = (metadata.Groups["kind"].Value, metadata.Groups["name"].Value);
                Assert.Equal(!string.Equals(name, family, StringComparison.Ordinal), types.Add(name));
                Assert.True(kind is not "TYPE" || metadata.Groups["text"].Value is "gauge", line);
                Assert.True(kind is not "UNIT" || name.EndsWith("_" + metadata.Groups["text"].Value, StringComparison.Ordinal), line);
                family = name;
                continue;
            }

            var sample = Sample().Match(line);
            Assert.True(sample.Success, line);
            Assert.Equal(family, sample.Groups["name"].Value);
            var labels = sample.Groups["label"].Captures.Zip(sample.Groups["value"].Captures, static (label, value) => $"{label.Value}={Unescape(value.Value)}");
            samples.Add($"{family} {string.Join(' ', labels)}", double.Parse(sample.Groups["number"].Value, CultureInfo.InvariantCulture));
        }

        return samples;
    }

    private static string Unescape(string value) => Escape().Replace(value, static escape => escape.Value switch { "\\n" => "\n", _ => escape.Value[1..] });

    [GeneratedRegex("""^# (?<kind>HELP|TYPE|UNIT) (?<name>[a-zA-Z_:][a-zA-Z0-9_:]*) (?<text>.+)\z""", RegexOptions.None, 10_000)]
    private static partial Regex Metadata();

    [GeneratedRegex("""^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)\{((?<label>[a-zA-Z_][a-zA-Z0-9_]*)="(?<value>([^"\\\n]|\\["\\n])*)"(,(?=[a-z])|(?=\})))*\} (?<number>[+-]?\d+(\.\d+)?([eE][+-]?\d+)?)\z""", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Sample();

    [GeneratedRegex("""\\.""", RegexOptions.None, 10_000)]
    private static partial Regex Escape();
}
