using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace HealthPoint.Generators.CheckList;

/// <summary>
/// The text of a <c>HealthChecks.txt</c>: a name on each line, in ordinal order. Blank lines, and lines that begin with
/// <c>#</c>, are for people.
/// </summary>
internal sealed class CheckListFile
{
    public const string FileName = "HealthChecks.txt";

    private readonly SourceText _text;

    private CheckListFile(SourceText text, ImmutableArray<CheckListEntry> entries)
    {
        _text = text;
        Entries = entries;
    }

    /// <summary>The names, in the order of their lines.</summary>
    public ImmutableArray<CheckListEntry> Entries { get; }

    /// <summary>Whether a file is such a list. Upper and lower case do not count, as on most developers' disks.</summary>
    public static bool IsNamed(string path) =>
        string.Equals(Path.GetFileName(path), FileName, StringComparison.OrdinalIgnoreCase);

    public static CheckListFile Parse(SourceText text)
    {
        var entries = ImmutableArray.CreateBuilder<CheckListEntry>();
        foreach (var line in text.Lines)
        {
            var (start, end) = (line.Start, line.End);
            while (start < end && IsBlank(text[start]))
            {
                start++;
            }

            while (start < end && IsBlank(text[end - 1]))
            {
                end--;
            }

            if (start < end && text[start] != '#')
            {
                var span = TextSpan.FromBounds(start, end);
                entries.Add(new(text.ToString(span), span));
            }
        }

        return new(text, entries.ToImmutable());
    }

    /// <summary>The line of a check in a list: its name, with a <c>\</c> before a <c>#</c> that would make it a comment.</summary>
    public static string LineOf(string name)
    {
        var line = name.Trim();
        return line.StartsWith("#", StringComparison.Ordinal) ? $@"\{line}" : line;
    }

    /// <summary>Whether the list names a check in this very spelling.</summary>
    public bool Lists(string name)
    {
        var line = LineOf(name);
        foreach (var entry in Entries)
        {
            if (string.Equals(entry.Line, line, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The text with one more name, at its place in the order.</summary>
    public SourceText With(string name)
    {
        var line = LineOf(name);
        if (Lists(name))
        {
            return _text;
        }

        // The new name goes right behind the name before it, so that a comment stays with the name below the comment.
        CheckListEntry? previous = null;
        foreach (var entry in Entries)
        {
            if (string.CompareOrdinal(entry.Line, line) < 0
                && (previous is null || string.CompareOrdinal(entry.Line, previous.Line) >= 0))
            {
                previous = entry;
            }
        }

        if (previous is null && Entries is [var first, ..])
        {
            return Inserted(first.Span.Start, line + LineBreak);
        }

        var above = previous is null ? _text.Lines[_text.Lines.Count - 1] : LineAt(previous);
        return above.End == above.EndIncludingLineBreak && !above.Span.IsEmpty
            ? Inserted(above.End, LineBreak + line)
            : Inserted(above.EndIncludingLineBreak, line + LineBreak);
    }

    /// <summary>The text without a name, wherever the name stands.</summary>
    public SourceText Without(string name)
    {
        var line = LineOf(name);
        return _text.WithChanges(Entries
            .Where(entry => string.Equals(entry.Line, line, StringComparison.Ordinal))
            .Select(entry => new TextChange(LineAt(entry).SpanIncludingLineBreak, "")));
    }

    private string LineBreak
    {
        get
        {
            var line = _text.Lines[0];
            return line.End < line.EndIncludingLineBreak
                ? _text.ToString(TextSpan.FromBounds(line.End, line.EndIncludingLineBreak))
                : "\n";
        }
    }

    // `char.IsWhiteSpace` does not count a byte order mark.
    private static bool IsBlank(char character) => char.IsWhiteSpace(character) || character == '\uFEFF';

    private TextLine LineAt(CheckListEntry entry) => _text.Lines.GetLineFromPosition(entry.Span.Start);

    private SourceText Inserted(int position, string text) =>
        _text.WithChanges(new TextChange(new TextSpan(position, 0), text));
}

/// <summary>A name in a list.</summary>
/// <param name="Line">What the line says, without the blanks around it.</param>
/// <param name="Span">Where the name stands.</param>
internal sealed record CheckListEntry(string Line, TextSpan Span);
