using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace HealthPoint.CodeFixes.Editing;

/// <summary>Edits of the texts of a solution, which are made together.</summary>
internal sealed class Edits(Solution solution)
{
    private readonly Dictionary<DocumentId, SortedSet<Edit>> _edits = [];

    public bool Any => _edits.Count > 0;

    public void Insert(SyntaxTree tree, int position, string text) => Replace(tree, new TextSpan(position, 0), text);

    public void Remove(SyntaxTree tree, TextSpan span) => Replace(tree, span, "");

    public void Replace(SyntaxNode node, string text) => Replace(node.SyntaxTree, node.Span, text);

    public void Replace(SyntaxTree tree, TextSpan span, string text)
    {
        // What is generated will be generated again.
        var document = solution.GetDocument(tree);
        if (document is null or SourceGeneratedDocument || (span.Length == 0 && text.Length == 0))
        {
            return;
        }

        if (!_edits.TryGetValue(document.Id, out var edits))
        {
            _edits.Add(document.Id, edits = new(Comparer<Edit>.Create(Compare)));
        }

        edits.Add(new(span.Start, span.Length, edits.Count, text));
    }

    /// <summary>Forgets all edits: the fix does not fit after all.</summary>
    public void Clear() => _edits.Clear();

    /// <summary>Makes the edits.</summary>
    public async Task<Solution> ApplyAsync(CancellationToken cancellation)
    {
        var changed = solution;
        foreach (var entry in _edits)
        {
            var text = await solution.GetDocument(entry.Key)!.GetTextAsync(cancellation).ConfigureAwait(false);
            changed = changed.WithDocumentText(entry.Key, text.WithChanges(Apart(entry.Value)));
        }

        return changed;
    }

    /// <summary>Where a span is after the edits; nowhere where one of them has taken its beginning away.</summary>
    public TextSpan? Moved(DocumentId document, TextSpan? span)
    {
        if (span is not { } before || !_edits.TryGetValue(document, out var edits))
        {
            return span;
        }

        var shift = 0;
        var end = 0;
        foreach (var edit in edits)
        {
            if (edit.Span.End <= before.Start)
            {
                shift += edit.Text.Length - edit.Length;
            }
            else if (edit.Start <= before.Start)
            {
                return null;
            }
            else if (edit.Span.End <= before.End)
            {
                end += edit.Text.Length - edit.Length;
            }
        }

        return new TextSpan(before.Start + shift, Math.Max(0, before.Length + end));
    }

    /// <summary>The edits without those of a text that another has taken away.</summary>
    private static List<TextChange> Apart(IEnumerable<Edit> edits)
    {
        var changes = new List<TextChange>();
        foreach (var edit in edits)
        {
            if (changes.Count == 0 || edit.Start >= changes[changes.Count - 1].Span.End)
            {
                changes.Add(new(edit.Span, edit.Text));
            }
        }

        return changes;
    }

    // Those at the same place stay in the order in which they were asked for; what is put in comes before what is replaced
    // behind it. The same edit twice, as both parts of a partial member may ask for it, is one.
    private static int Compare(Edit one, Edit other) => (one, other) switch
    {
        _ when one.Start != other.Start => one.Start.CompareTo(other.Start),
        ({ Length: 0 }, { Length: 0 }) => one.Order.CompareTo(other.Order),
        ({ Length: 0 }, _) => -1,
        (_, { Length: 0 }) => 1,
        _ => 0,
    };

    private sealed record Edit(int Start, int Length, int Order, string Text)
    {
        public TextSpan Span => new(Start, Length);
    }
}
