namespace HealthPoint.Configuration;

/// <summary>Finds the known name that a misspelt name was meant to be.</summary>
internal static class Spelling
{
    /// <summary>A sentence that names the nearest known name, or the known names where none is near.</summary>
    public static string Suggest(string name, IEnumerable<string> known)
    {
        var candidates = known.Order(StringComparer.Ordinal).ToArray();
        if (candidates.Length == 0)
        {
            return "";
        }

        var nearest = candidates.MinBy(candidate => Distance(name.ToUpperInvariant(), candidate.ToUpperInvariant()))!;
        if (Distance(name.ToUpperInvariant(), nearest.ToUpperInvariant()) <= Math.Max(2, name.Length / 3))
        {
            return DidYouMean(nearest);
        }

        const int few = 10;
        return $" Known are: {string.Join(", ", candidates.Take(few))}{(candidates.Length > few ? $", and {candidates.Length - few} more" : "")}.";
    }

    /// <summary>The sentence that names a known name.</summary>
    public static string DidYouMean(string known) => $" Did you mean '{known}'?";

    /// <summary>The Levenshtein distance, with one row of memory.</summary>
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var substitution = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substitution, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
