using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HealthPoint.CodeFixes.Editing;

/// <summary>Imports namespaces.</summary>
internal static class Usings
{
    extension(Edits edits)
    {
        /// <summary>Imports a namespace at its place among those that are imported; below the file's header where there are none.</summary>
        public void AddUsing(CompilationUnitSyntax unit, string scope)
        {
            var text = $"using {scope};";
            var tree = unit.SyntaxTree;
            var directives = unit.Usings;
            if (directives.Count == 0 && unit.Members.OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault() is { Usings.Count: > 0 } inner)
            {
                directives = inner.Usings;
            }

            var later = directives.FirstOrDefault(directive =>
                directive is { Alias: null, StaticKeyword.RawKind: 0, GlobalKeyword.RawKind: 0, Name: { } name }
                && !IsSystem(name.ToString())
                && string.CompareOrdinal(name.ToString(), scope) > 0);
            if (later is not null)
            {
                edits.Insert(tree, later.SpanStart, text + tree.NewLine + tree.IndentationAt(later.SpanStart));
            }
            else if (directives.LastOrDefault() is { } last)
            {
                edits.Insert(tree, last.FullSpan.End, tree.IndentationAt(last.SpanStart) + text + tree.NewLine);
            }
            else
            {
                edits.Insert(tree, HeaderEnd(unit), text + tree.NewLine + tree.NewLine);
            }
        }
    }

    private static bool IsSystem(string scope) => scope is "System" || scope.StartsWith("System.", StringComparison.Ordinal);

    /// <summary>The position behind the directives of a file, and behind comments that a blank line parts from the code.</summary>
    private static int HeaderEnd(CompilationUnitSyntax unit)
    {
        var text = unit.SyntaxTree.GetText();
        var end = 0;
        foreach (var trivia in unit.GetLeadingTrivia())
        {
            var line = text.Lines.GetLineFromPosition(Math.Max(trivia.FullSpan.Start, trivia.FullSpan.End - 1));
            if (trivia.IsDirective)
            {
                end = trivia.FullSpan.End;
            }
            else if (trivia.Kind() is SyntaxKind.EndOfLineTrivia && line.Start == trivia.SpanStart)
            {
                end = line.EndIncludingLineBreak;
            }
        }

        return end;
    }
}
