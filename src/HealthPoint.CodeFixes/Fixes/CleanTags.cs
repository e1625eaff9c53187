using HealthPoint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace HealthPoint.CodeFixes.Fixes;

/// <summary>Drops tags that say nothing, or nothing new.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CleanTags))]
internal sealed class CleanTags() : CodeFix("Clean the list", "HP043")
{
    protected override Task FixAsync(Place place, Edits edits)
    {
        if (place.Ancestor<AttributeArgumentSyntax>() is { } argument)
        {
            switch (argument.Expression)
            {
                case CollectionExpressionSyntax collection:
                    Clean(collection.Elements, argument, place, edits);
                    break;
                case ArrayCreationExpressionSyntax { Initializer: { } initializer }:
                    Clean(initializer.Expressions, argument, place, edits);
                    break;
                case ImplicitArrayCreationExpressionSyntax { Initializer: var initializer }:
                    Clean(initializer.Expressions, argument, place, edits);
                    break;
            }
        }

        return Task.CompletedTask;
    }

    private static void Clean<TNode>(SeparatedSyntaxList<TNode> items, AttributeArgumentSyntax argument, Place place, Edits edits)
        where TNode : SyntaxNode
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var useful = new List<string>();
        foreach (var item in items)
        {
            var expression = item as ExpressionSyntax ?? (item as ExpressionElementSyntax)?.Expression;
            if (expression is null || place.Model.GetConstantValue(expression, place.Cancellation) is not { HasValue: true, Value: var value })
            {
                useful.Add(item.ToString());
                continue;
            }

            var tag = (value as string)?.Trim() ?? "";
            if (tag.Length > 0 && seen.Add(tag))
            {
                useful.Add(string.Equals(tag, (string?)value, StringComparison.Ordinal) ? item.ToString() : tag.Quoted);
            }
        }

        if (useful.Count == 0)
        {
            edits.RemoveArgument(argument);
        }
        else if (!useful.SequenceEqual(items.Select(static item => item.ToString()), StringComparer.Ordinal))
        {
            edits.Replace(argument.SyntaxTree, TextSpan.FromBounds(items[0].SpanStart, items.Last().Span.End), string.Join(", ", useful));
        }
    }
}
