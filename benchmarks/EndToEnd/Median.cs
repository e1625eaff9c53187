using System.Globalization;

namespace HealthPoint.Benchmarks;

/// <summary>A median and its confidence interval by order statistics, which assumes nothing about how the values are spread.</summary>
/// <param name="Value">The median.</param>
/// <param name="Low">The lower end of the interval.</param>
/// <param name="High">The upper end of the interval.</param>
/// <param name="Count">Of how many values.</param>
internal sealed record Median(double Value, double Low, double High, int Count)
{
    /// <summary>Fewer values have no interval of 95 %; then its ends are the least and the greatest value.</summary>
    public const int LeastCount = 6;

    /// <summary>Says that a goal was met or missed; missed only when the whole interval says so, and nothing where there is no interval.</summary>
    public string Verdict(bool isMissed) => Count < LeastCount ? "" : isMissed ? " missed" : " met";

    public static Median Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        var rank = Rank(sorted.Length);
        return new Median((sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2, sorted[rank], sorted[^(rank + 1)], sorted.Length);
    }

    public string Interval(string format) => string.Create(CultureInfo.InvariantCulture,
        $"{Low.ToString(format, CultureInfo.InvariantCulture)} – {High.ToString(format, CultureInfo.InvariantCulture)}");

    /// <summary>
    /// How many values may be cut off at each end: a value lies below the true median with a probability of one half, so
    /// the number of those that do is binomial, and both tails together may hold 5 %.
    /// </summary>
    private static int Rank(int count)
    {
        var rank = -1;
        var term = Math.Pow(0.5, count);
        for (var tail = term; tail <= 0.025; tail += term)
        {
            rank++;
            term *= (double)(count - rank) / (rank + 1);
        }

        return Math.Max(rank, 0);
    }
}
