using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace HealthPoint.CodeFixes.Editing;

/// <summary>Takes parts of code away, such that no hole stays behind, and no comment goes with them.</summary>
internal static class Removal
{
    extension(Edits edits)
    {
        /// <summary>Removes attributes, and the brackets of those lists of which nothing is left.</summary>
        public void RemoveAttributes(IReadOnlyCollection<AttributeSyntax> attributes)
        {
            foreach (var file in attributes.GroupBy(static attribute => (AttributeListSyntax)attribute.Parent!).GroupBy(static list => list.Key.SyntaxTree))
            {
                edits.RemoveWithLines(file.Key, file.Where(IsWhole).Select(static list => list.Key.Span));
                foreach (var list in file.Where(static list => !IsWhole(list)))
                {
                    edits.RemoveItems(list.Key.Attributes, [.. list]);
                }
            }

            static bool IsWhole(IGrouping<AttributeListSyntax, AttributeSyntax> list) => list.Count() == list.Key.Attributes.Count;
        }

        /// <summary>Removes an argument of an attribute, and the parentheses if it was the only one.</summary>
        public void RemoveArgument(AttributeArgumentSyntax argument)
        {
            var list = (AttributeArgumentListSyntax)argument.Parent!;
            if (list.Arguments.Count == 1)
            {
                edits.Remove(list.SyntaxTree, list.Span);
            }
            else
            {
                edits.RemoveItem(list.Arguments, argument);
            }
        }

        /// <summary>Removes some of the items of a list.</summary>
        public void RemoveItems<TNode>(SeparatedSyntaxList<TNode> list, IReadOnlyCollection<TNode> items)
            where TNode : SyntaxNode
        {
            if (items.Count == 1)
            {
                edits.RemoveItem(list, items.First());
            }
            else if (items.Count > 1)
            {
                edits.Replace(
                    list[0].SyntaxTree,
                    TextSpan.FromBounds(list[0].SpanStart, list.Last().Span.End),
                    string.Join(", ", list.Where(item => !items.Contains(item)).Select(static item => item.ToString())));
            }
        }

        /// <summary>Removes an item of a list, with the comma that is superfluous then.</summary>
        public void RemoveItem<TNode>(SeparatedSyntaxList<TNode> list, TNode item)
            where TNode : SyntaxNode
        {
            var index = list.IndexOf(item);
            if (index < list.SeparatorCount)
            {
                var separator = list.GetSeparator(index);
                var isLast = index == list.Count - 1;
                var start = isLast && index > 0 ? list.GetSeparator(index - 1).Span.End : item.SpanStart;
                edits.RemoveToken(item.SyntaxTree, TextSpan.FromBounds(start, separator.Span.End), separator);
            }
            else if (index > 0)
            {
                var separator = list.GetSeparator(index - 1);
                if (IsBlank(item.SyntaxTree.GetText(), separator.Span.End, item.SpanStart))
                {
                    edits.Remove(item.SyntaxTree, TextSpan.FromBounds(separator.SpanStart, item.Span.End));
                }
                else
                {
                    edits.Remove(item.SyntaxTree, separator.Span);
                    edits.RemoveWithLine(item.SyntaxTree, item.Span);
                }
            }
            else
            {
                edits.Remove(item.SyntaxTree, item.Span);
            }
        }

        /// <summary>Removes modifiers and the like, with the white space behind each.</summary>
        public void RemoveTokens(IEnumerable<SyntaxToken> tokens)
        {
            foreach (var token in tokens)
            {
                edits.RemoveToken(token.SyntaxTree!, token.Span, token);
            }
        }

        /// <summary>Removes parts of lines; those that stand side by side go together.</summary>
        public void RemoveWithLines(SyntaxTree tree, IEnumerable<TextSpan> spans)
        {
            var text = tree.GetText();
            TextSpan? open = null;
            foreach (var span in spans.OrderBy(static span => span.Start))
            {
                if (open is { } before && text.SkipBlanks(before.End) < span.Start)
                {
                    edits.RemoveWithLine(tree, before);
                    open = span;
                }
                else
                {
                    open = TextSpan.FromBounds(open?.Start ?? span.Start, span.End);
                }
            }

            if (open is { } last)
            {
                edits.RemoveWithLine(tree, last);
            }
        }

        /// <summary>Removes a part of a line, or the whole line if nothing else stands on it.</summary>
        public void RemoveWithLine(SyntaxTree tree, TextSpan span)
        {
            var text = tree.GetText();
            var before = text.SkipBlanksBack(span.Start);
            var after = text.SkipBlanks(span.End);
            var beginsLine = before == text.Lines.GetLineFromPosition(before).Start;
            edits.Remove(tree, (beginsLine, endsLine: text.IsLineEnd(after)) switch
            {
                (true, true) => TextSpan.FromBounds(before, text.Lines.GetLineFromPosition(after).EndIncludingLineBreak),
                (false, true) => TextSpan.FromBounds(before, after),
                _ => TextSpan.FromBounds(span.Start, after),
            });
        }

        private void RemoveToken(SyntaxTree tree, TextSpan span, SyntaxToken last)
        {
            var text = tree.GetText();
            var next = last.GetNextToken().SpanStart;
            edits.Remove(tree, TextSpan.FromBounds(span.Start, next > span.End && IsBlank(text, span.End, next) ? next : text.SkipBlanks(span.End)));
        }
    }

    private static bool IsBlank(SourceText text, int start, int end) => string.IsNullOrWhiteSpace(text.ToString(TextSpan.FromBounds(start, end)));
}
