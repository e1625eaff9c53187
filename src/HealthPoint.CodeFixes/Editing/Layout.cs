using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace HealthPoint.CodeFixes.Editing;

/// <summary>Lines, their indentation and their ends.</summary>
internal static class Layout
{
    extension(SyntaxTree tree)
    {
        /// <summary>How this file ends its lines.</summary>
        public string NewLine
        {
            get
            {
                var text = tree.GetText();
                foreach (var line in text.Lines)
                {
                    if (line.EndIncludingLineBreak > line.End)
                    {
                        return text.ToString(TextSpan.FromBounds(line.End, line.EndIncludingLineBreak));
                    }
                }

                return "\n";
            }
        }

        /// <summary>The white space that begins the line of a position.</summary>
        public string IndentationAt(int position)
        {
            var text = tree.GetText();
            var line = text.Lines.GetLineFromPosition(position);
            return text.ToString(TextSpan.FromBounds(line.Start, text.SkipBlanks(line.Start)));
        }

        /// <summary>Whether nothing but white space stands before the position in its line.</summary>
        public bool BeginsLine(int position)
        {
            var text = tree.GetText();
            return text.SkipBlanks(text.Lines.GetLineFromPosition(position).Start) >= position;
        }
    }

    extension(SourceText text)
    {
        /// <summary>The position behind the blanks and tabs that begin at a position.</summary>
        public int SkipBlanks(int position)
        {
            while (position < text.Length && text[position] is ' ' or '\t')
            {
                position++;
            }

            return position;
        }

        /// <summary>The position of the first of the blanks and tabs that end at a position.</summary>
        public int SkipBlanksBack(int position)
        {
            while (position > 0 && text[position - 1] is ' ' or '\t')
            {
                position--;
            }

            return position;
        }

        public bool IsLineEnd(int position) => position >= text.Length || text[position] is '\r' or '\n';
    }
}
