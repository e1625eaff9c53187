using System.Text;
using HealthPoint.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HealthPoint.CodeFixes.Editing;

/// <summary>The names of checks.</summary>
internal static class Names
{
    private const int Longest = 128;

    extension(string name)
    {
        public bool IsValidName => name.Length > 0 && string.Equals(name, name.Mended, StringComparison.Ordinal);

        /// <summary>The nearest name that a check can have; empty where there is none.</summary>
        public string Mended
        {
            get
            {
                var mended = new StringBuilder();
                foreach (var character in name)
                {
                    var usable = character is '/' or ':' || char.IsControl(character) ? '-' : character;
                    if (usable is not '_' || mended.Length == 0 || mended[mended.Length - 1] is not '_')
                    {
                        mended.Append(usable);
                    }
                }

                var text = mended.ToString();
                text = text.Length > Longest ? text.Substring(0, Longest) : text;
                return text.All(static character => character is '-' or ' ') ? "" : text;
            }
        }

        /// <summary>The text as C#.</summary>
        public string Quoted => SymbolDisplay.FormatLiteral(name, quote: true);
    }

    extension(Place place)
    {
        /// <summary>The name that an attribute says, if it says one.</summary>
        public string? WrittenName(AttributeSyntax attribute) => Argument(attribute) is { } argument
            ? place.Model.GetConstantValue(argument.Expression, place.Cancellation).Value as string
            : null;

        /// <summary>All names that attributes of a kind give to methods of the project.</summary>
        public HashSet<string> TakenNames(ITypeSymbol attribute)
        {
            var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            var open = new Stack<INamespaceOrTypeSymbol>([place.Model.Compilation.Assembly.GlobalNamespace]);
            while (open.Count > 0)
            {
                place.Cancellation.ThrowIfCancellationRequested();
                foreach (var member in open.Pop().GetMembers())
                {
                    if (member is INamespaceOrTypeSymbol inner)
                    {
                        open.Push(inner);
                    }
                    else if (member is IMethodSymbol method)
                    {
                        names.UnionWith(method.GetAttributes()
                            .Where(applied => SymbolEqualityComparer.Default.Equals(applied.AttributeClass, attribute))
                            .Select(applied => applied.ConstructorArguments is [{ Value: string written }] ? written : method.DottedName));
                    }
                }
            }

            return names;
        }
    }

    extension(Edits edits)
    {
        /// <summary>Gives an attribute a name, in place of the one that it has.</summary>
        public void WriteName(AttributeSyntax attribute, string name)
        {
            if (Argument(attribute) is { } argument)
            {
                edits.Replace(argument.Expression, name.Quoted);
            }
            else if (attribute.ArgumentList is { } list)
            {
                edits.Insert(list.SyntaxTree, list.OpenParenToken.Span.End, list.Arguments.Count > 0 ? $"{name.Quoted}, " : name.Quoted);
            }
            else
            {
                edits.Insert(attribute.SyntaxTree, attribute.Name.Span.End, $"({name.Quoted})");
            }
        }
    }

    private static AttributeArgumentSyntax? Argument(AttributeSyntax attribute)
    {
        foreach (var argument in attribute.ArgumentList?.Arguments ?? default)
        {
            if (argument.NameEquals is null)
            {
                return argument;
            }
        }

        return null;
    }
}
