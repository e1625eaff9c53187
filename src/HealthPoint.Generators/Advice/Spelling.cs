namespace HealthPoint.Generators.Advice;

/// <summary>Tells a misspelt name from another one.</summary>
internal static class Spelling
{
    /// <summary>Whether two names differ only by a typing error: by one or two letters, but not by half of a short name.</summary>
    public static bool IsNear(string left, string right)
    {
        // `replica-1` and `replica-2` are two names, so names that differ only in digits are not near.
        const int lettersForEachSlip = 3;
        var slips = Math.Min(2, Math.Min(left.Length, right.Length) / lettersForEachSlip);
        return Math.Abs(left.Length - right.Length) <= slips
            && Distance(left.ToUpperInvariant(), right.ToUpperInvariant()) <= slips
            && !string.Equals(WithoutDigits(left), WithoutDigits(right), StringComparison.OrdinalIgnoreCase);
    }

    private static string WithoutDigits(string name) => string.Concat(name.Where(static character => !char.IsDigit(character)));

    /// <summary>The Levenshtein distance, with one row of memory.</summary>
    private static int Distance(string left, string right)
    {
        var row = new int[right.Length + 1];
        for (var j = 0; j < row.Length; j++)
        {
            row[j] = j;
        }

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

        return row[right.Length];
    }
}
