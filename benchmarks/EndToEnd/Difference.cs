using System.Globalization;

namespace HealthPoint.Benchmarks;

/// <summary>Paired differences between applications with checks and without, as cells of a table.</summary>
internal static class Difference
{
    /// <summary>The median of the differences, its interval and, if there is a goal, whether it was met.</summary>
    public static string[] Cells(IEnumerable<(StartCost Without, StartCost With)> pairs, Func<StartCost, double> value, double divisor, double? goal = null)
    {
        var median = Median.Of(pairs.Select(pair => (value(pair.With) - value(pair.Without)) / divisor));
        return
        [
            median.Value.ToString("N1", CultureInfo.InvariantCulture),
            median.Interval("N1"),
            goal is { } most ? string.Create(CultureInfo.InvariantCulture, $"{most:0}{median.Verdict(median.Low > most)}") : "",
        ];
    }
}
