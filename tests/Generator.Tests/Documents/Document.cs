using System.Text;
using System.Text.RegularExpressions;
using HealthPoint.Generator.Tests.Support;

namespace HealthPoint.Generator.Tests.Documents;

/// <summary>A page of <c>docs/</c>, taken apart.</summary>
internal sealed partial class Document
{
    private Document(string path)
    {
        Path = System.IO.Path.GetRelativePath(SdkReferences.Repository, path).Replace('\\', '/');
        Name = System.IO.Path.GetFileName(path);
        Parse(File.ReadAllLines(path));
    }

    /// <summary>All pages, those that were written after this as well. The pages of the rules have tests of their own.</summary>
    public static IReadOnlyList<Document> Pages { get; } =
        [.. Directory.EnumerateFiles(System.IO.Path.Combine(SdkReferences.Repository, "docs"), "*.md").Order(StringComparer.Ordinal).Select(static path => new Document(path))];

    /// <summary>Every page that somebody may read, and follow the links of.</summary>
    public static IReadOnlyList<Document> All { get; } =
    [
        .. Directory.EnumerateFiles(SdkReferences.Repository, "*.md")
            .Concat(Directory.EnumerateFiles(System.IO.Path.Combine(SdkReferences.Repository, "docs"), "*.md", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(System.IO.Path.Combine(SdkReferences.Repository, "benchmarks"), "*.md"))
            .Order(StringComparer.Ordinal)
            .Select(static path => new Document(path)),
    ];

    /// <summary>Relative to the repository, with slashes.</summary>
    public string Path { get; }

    public string Name { get; }

    /// <summary>The fenced blocks.</summary>
    public List<Snippet> Blocks { get; } = [];

    /// <summary>The rows of the tables whose second column is "you write".</summary>
    public List<Instruction> Instructions { get; } = [];

    /// <summary>What claims to work: the blocks, and the code that the reader is told to write.</summary>
    public IEnumerable<Snippet> Snippets => Blocks.Concat(Instructions.SelectMany(static row => row.Code));

    /// <summary>Where the headings can be linked to.</summary>
    public List<string> Anchors { get; } = [];

    /// <summary>What the page links to.</summary>
    public List<string> Links { get; } = [];

    private void Parse(string[] lines)
    {
        var (isInstruction, fence) = (false, default((int Line, string Language)?));
        var block = new StringBuilder();
        foreach (var (index, line) in lines.Index())
        {
            if (line.TrimStart().StartsWith("```", StringComparison.Ordinal))
            {
                if (fence is { } start)
                {
                    Blocks.Add(new($"{Name}:{start.Line}", start.Language, block.ToString()));
                }

                fence = fence is null ? (index + 1, line.TrimStart()[3..].Trim()) : null;
                block.Clear();
                continue;
            }

            if (fence is not null)
            {
                block.Append(line).Append('\n');
                continue;
            }

            var cells = line.StartsWith('|') ? Cells(line) : [];
            isInstruction = cells is [_, "you write", ..] || (isInstruction && cells.Length > 0);
            if (isInstruction && cells is [var had, var write, ..] && !string.Equals(write, "you write", StringComparison.Ordinal) && !had.StartsWith("---", StringComparison.Ordinal))
            {
                Instructions.Add(new(
                    $"{Name}:{index + 1}",
                    write,
                    [.. Code().Matches(write).Select((match, number) => Snippet.Cell($"{Name}:{index + 1}.{number}", match.Groups["code"].Value.Replace("\\|", "|", StringComparison.Ordinal)))]));
            }

            ReadText(line);
        }

        if (fence is { } open)
        {
            throw new InvalidDataException($"{Name}:{open.Line}: the block does not end.");
        }
    }

    private void ReadText(string line)
    {
        if (Heading().Match(line) is { Success: true } heading)
        {
            var anchor = AnchorOf(heading.Groups["text"].Value);
            Anchors.Add(Anchors.Contains(anchor, StringComparer.Ordinal) ? $"{anchor}-{Anchors.Count(known => known.StartsWith(anchor, StringComparison.Ordinal))}" : anchor);
        }

        Links.AddRange(Link().Matches(Code().Replace(line, "")).Select(static match => match.Groups["target"].Value));
    }

    private static string[] Cells(string row) => [.. Bar().Split(row.Trim().Trim('|')).Select(static cell => cell.Trim())];

    /// <summary>As GitHub makes them.</summary>
    private static string AnchorOf(string heading) =>
        string.Concat(heading.ToLowerInvariant().Where(static character => char.IsLetterOrDigit(character) || character is ' ' or '-' or '_')).Replace(' ', '-');

    [GeneratedRegex(@"(?<!\\)\|", RegexOptions.None, 1000)]
    private static partial Regex Bar();

    [GeneratedRegex(@"(?<ticks>`+) ?(?<code>.+?) ?\k<ticks>(?!`)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Code();

    [GeneratedRegex("^#+ +(?<text>.*?) *$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\[[^\]]*\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();

    /// <summary>A row that tells the reader what to write.</summary>
    /// <param name="Place">The document and the line.</param>
    /// <param name="Text">The cell.</param>
    /// <param name="Code">The code in it.</param>
    internal sealed record Instruction(string Place, string Text, IReadOnlyList<Snippet> Code);
}
