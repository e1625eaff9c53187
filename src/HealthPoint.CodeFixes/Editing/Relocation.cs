using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace HealthPoint.CodeFixes.Editing;

/// <summary>Moves members and attributes to another place.</summary>
internal static class Relocation
{
    extension(SyntaxNode node)
    {
        /// <summary>The node with the comments directly above it, and those behind it.</summary>
        public TextSpan WithComments
        {
            get
            {
                var text = node.SyntaxTree.GetText();
                var start = node.SpanStart;
                while (text.Lines.GetLineFromPosition(start) is { LineNumber: > 0 and var number }
                    && text.Lines[number - 1] is var above
                    && above.Start >= node.FullSpan.Start
                    && text.SkipBlanks(above.Start) is var first
                    && !text.IsLineEnd(first))
                {
                    start = first;
                }

                var end = node.GetTrailingTrivia().LastOrDefault(static trivia => trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia);
                return TextSpan.FromBounds(start, end.RawKind == 0 ? node.Span.End : end.Span.End);
            }
        }
    }

    extension(Edits edits)
    {
        /// <summary>Removes a node with its comments, and one of the blank lines around it.</summary>
        public void RemoveBlock(SyntaxNode node)
        {
            var text = node.SyntaxTree.GetText();
            var span = node.WithComments;
            var (first, last) = (text.Lines.GetLineFromPosition(span.Start).LineNumber, text.Lines.GetLineFromPosition(span.End).LineNumber);
            if (!node.SyntaxTree.BeginsLine(span.Start) || !text.IsLineEnd(text.SkipBlanks(span.End)))
            {
                edits.RemoveWithLine(node.SyntaxTree, span);
                return;
            }

            var above = first > 0 ? text.Lines[first - 1].ToString().Trim() : "";
            var below = last + 1 < text.Lines.Count ? text.Lines[last + 1].ToString().Trim() : "";
            if (above.Length == 0 && first > 0 && (below.Length == 0 || below.StartsWith("}", StringComparison.Ordinal)))
            {
                first--;
            }
            else if (below.Length == 0 && (above.EndsWith("{", StringComparison.Ordinal) || first == 0) && last + 1 < text.Lines.Count)
            {
                last++;
            }

            edits.Remove(node.SyntaxTree, TextSpan.FromBounds(text.Lines[first].Start, text.Lines[last].EndIncludingLineBreak));
        }

        /// <summary>Writes a member behind another.</summary>
        public void InsertBehind(MemberDeclarationSyntax member, string text)
        {
            var tree = member.SyntaxTree;
            var end = member.WithComments.End;
            var hasLines = tree.GetText().IsLineEnd(tree.GetText().SkipBlanks(end));
            edits.Insert(tree, end, hasLines ? $"{tree.NewLine}{tree.NewLine}{tree.IndentationAt(member.SpanStart)}{text}" : $" {text}");
        }

        /// <summary>Writes a member before another.</summary>
        public void InsertBefore(MemberDeclarationSyntax member, string text)
        {
            var tree = member.SyntaxTree;
            var start = member.WithComments.Start;
            edits.Insert(tree, start, tree.BeginsLine(start) ? $"{text}{tree.NewLine}{tree.NewLine}{tree.IndentationAt(start)}" : $"{text} ");
        }

        /// <summary>Puts an attribute before what a member has, below its comments.</summary>
        public void AddAttribute(MemberDeclarationSyntax member, string attribute)
        {
            var tree = member.SyntaxTree;
            edits.Insert(tree, member.SpanStart, tree.BeginsLine(member.SpanStart) ? $"[{attribute}]{tree.NewLine}{tree.IndentationAt(member.SpanStart)}" : $"[{attribute}] ");
        }
    }
}
