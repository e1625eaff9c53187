namespace HealthPoint.Generator.Tests.Fixes;

/// <summary>What a fix makes of some code.</summary>
/// <param name="Title">A sentence on what it does.</param>
/// <param name="Rule">The rule that reports the code.</param>
/// <param name="Fix">The type of the fix.</param>
/// <param name="Before">The code that is reported.</param>
/// <param name="After">The code when all that is reported is fixed.</param>
public sealed record FixCase(string Title, string Rule, Type Fix, string Before, string After)
{
    /// <summary>Whether the code says the same wherever it stands: no name in it depends on its namespace.</summary>
    public bool IsMovable { get; init; } = true;

    /// <summary>The same code in other surroundings, with other line ends, with comments on all lines that stay.</summary>
    internal IEnumerable<FixCase> Variants
    {
        get
        {
            yield return this;
            yield return With(static text => text.Replace("\n", "\r\n", StringComparison.Ordinal));
            if (IsMovable)
            {
                yield return Commented().With(static text => $"// Copyright\n\nnamespace Shop.Checks;\n\n{text}").With(static text => text.Replace("\n", "\r\n", StringComparison.Ordinal));
                yield return Commented().With(static text => $"namespace Shop.Checks\n{{\n{string.Concat(text.Split('\n')[..^1].Select(static line => line.Length == 0 ? "\n" : $"    {line}\n"))}}}\n");
            }
            else
            {
                yield return Commented();
            }
        }
    }

    internal FixCase With(Func<string, string> change) => this with { Before = change(Before), After = change(After) };

    public override string ToString() => Title;

    private FixCase Commented()
    {
        var before = Before.Split('\n');
        var after = After.Split('\n');
        var isSame = before.Length == after.Length && before.Zip(after).All(static pair => Kind(pair.First) == Kind(pair.Second));
        return this with { Before = Comment(before, after), After = Comment(after, before) };

        string Comment(string[] lines, string[] others) => string.Join('\n', lines.Select((line, index) =>
        {
            var isThere = isSame || (!line.TrimStart().StartsWith('[') && Count(lines, line) == 1 && Count(others, line) == 1);
            var number = isSame ? $"{index}" : line.Trim();
            return line.Length > 0 && isThere && !line.Contains("///", StringComparison.Ordinal) ? $"{line} // {number}" : line;
        }));

        // A line and what a fix makes of it.
        static (bool, bool) Kind(string line) => (line.Length == 0, line.TrimStart().StartsWith('['));

        static int Count(string[] lines, string line) => lines.Count(other => string.Equals(other.Trim(), line.Trim(), StringComparison.Ordinal));
    }
}
