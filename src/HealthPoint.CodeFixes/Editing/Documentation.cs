using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace HealthPoint.CodeFixes.Editing;

/// <summary>Keeps documentation comments true to the parameters.</summary>
internal static class Documentation
{
    extension(Edits edits)
    {
        /// <summary>Removes what is said about a parameter that goes, if it has lines of its own.</summary>
        public void RemoveDocumentation(ParameterSyntax parameter)
        {
            var method = parameter.FirstAncestorOrSelf<MethodDeclarationSyntax>();
            if (method is null || Tags(method).FirstOrDefault(tag => string.Equals(NameOf(tag), parameter.Identifier.ValueText, StringComparison.Ordinal)) is not { } about)
            {
                return;
            }

            var lines = Lines(about);
            if (about.SyntaxTree.GetText().ToString(lines).Trim().Trim('/', '*').Trim().Length == about.Span.Length)
            {
                edits.Remove(about.SyntaxTree, lines);
            }
        }

        /// <summary>Says what a new parameter is for, where something is said about the others.</summary>
        public void AddDocumentation(MethodDeclarationSyntax method, string parameter, string text)
        {
            if (Tags(method).LastOrDefault() is { } last && last.SyntaxTree.GetText() is var source)
            {
                var lines = Lines(last);
                var before = source.ToString(TextSpan.FromBounds(source.Lines.GetLineFromPosition(last.SpanStart).Start, last.SpanStart));
                if (before.Trim() is "///" or "*")
                {
                    edits.Insert(last.SyntaxTree, lines.End, $"{before}<param name=\"{parameter}\">{text}</param>{last.SyntaxTree.NewLine}");
                }
            }
        }
    }

    private static IEnumerable<XmlElementSyntax> Tags(MethodDeclarationSyntax method) => method.GetLeadingTrivia()
        .Select(static trivia => trivia.GetStructure())
        .OfType<DocumentationCommentTriviaSyntax>()
        .SelectMany(static comment => comment.Content.OfType<XmlElementSyntax>())
        .Where(static element => NameOf(element) is not null);

    private static string? NameOf(XmlElementSyntax element) => element.StartTag.Name.LocalName.ValueText is "param"
        ? element.StartTag.Attributes.OfType<XmlNameAttributeSyntax>().FirstOrDefault()?.Identifier.Identifier.ValueText
        : null;

    private static TextSpan Lines(SyntaxNode node)
    {
        var lines = node.SyntaxTree.GetText().Lines;
        return TextSpan.FromBounds(lines.GetLineFromPosition(node.SpanStart).Start, lines.GetLineFromPosition(node.Span.End).EndIncludingLineBreak);
    }
}
