using System.Collections.Concurrent;
using System.Collections.Immutable;
using HealthPoint.Generators.Diagnostics;
using HealthPoint.Generators.Parsing;
using HealthPoint.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace HealthPoint.Generators.CheckList;

/// <summary>Compares the checks that the project's lists name with the checks that its methods are: HP076 and HP077.</summary>
internal sealed class ListedChecks
{
    /// <summary>The property in which both diagnostics tell the code fix the check's name.</summary>
    public const string NameProperty = "Name";

    private readonly ImmutableArray<(string Path, SourceText Text, CheckListFile File)> _lists;
    private readonly HashSet<string> _lines = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _met = new(StringComparer.Ordinal);

    private ListedChecks(ImmutableArray<(string Path, SourceText Text, CheckListFile File)> lists)
    {
        _lists = lists;
        foreach (var list in lists)
        {
            _lines.UnionWith(list.File.Entries.Select(static entry => entry.Line));
        }
    }

    /// <summary>Reads the lists among the additional files.</summary>
    /// <returns>What they name, or <see langword="null"/> where the project has no list.</returns>
    public static ListedChecks? Read(ImmutableArray<AdditionalText> files, CancellationToken cancellation)
    {
        var lists = ImmutableArray.CreateBuilder<(string Path, SourceText Text, CheckListFile File)>();
        foreach (var file in files)
        {
            // The compiler reports a file that cannot be read.
            if (CheckListFile.IsNamed(file.Path) && file.GetText(cancellation) is { } text)
            {
                lists.Add((file.Path, text, CheckListFile.Parse(text)));
            }
        }

        return lists.Count > 0 ? new(lists.ToImmutable()) : null;
    }

    /// <summary>Looks at a method of the project: HP077.</summary>
    public void Review(SymbolAnalysisContext context)
    {
        var method = (IMethodSymbol)context.Symbol;
        if (method.GetAttributes().IsEmpty || method.PartialDefinitionPart is not null)
        {
            return;
        }

        foreach (var attribute in method.GetAttributes())
        {
            if (attribute is not { AttributeConstructor: not null, AttributeClass: { } type } || !type.Is("HealthPoint", "HealthCheckAttribute"))
            {
                continue;
            }

            var written = attribute.ConstructorArguments is [{ Value: string text }] ? text : null;
            var name = written ?? method.DottedName;
            _met[CheckListFile.LineOf(name)] = true;

            // A method that another rule refuses is no check yet, and that rule reports it.
            if (!_lines.Contains(CheckListFile.LineOf(name)) && IsCheck(method, attribute, context))
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    Rules.UnlistedCheck,
                    (written is null ? Squiggles.Attribute(attribute) : Squiggles.Argument(attribute, property: null))(context.CancellationToken),
                    Properties(name),
                    method.ForPeople,
                    name,
                    CheckListFile.FileName));
            }
        }
    }

    /// <summary>Reports the listed checks that no method is: HP076.</summary>
    public void Report(CompilationAnalysisContext context)
    {
        foreach (var (path, text, file) in _lists)
        {
            foreach (var entry in file.Entries)
            {
                if (!_met.ContainsKey(entry.Line))
                {
                    context.ReportDiagnostic(Diagnostic.Create(
                        Rules.LostCheck,
                        Location.Create(path, entry.Span, text.Lines.GetLinePositionSpan(entry.Span)),
                        Properties(entry.Line),
                        entry.Line,
                        CheckListFile.FileName));
                }
            }
        }
    }

    private static bool IsCheck(IMethodSymbol method, AttributeData attribute, SymbolAnalysisContext context)
    {
        foreach (var member in CheckParser.Parse(method, MemberKind.Check, context.Compilation, context.CancellationToken).Members)
        {
            if (ReferenceEquals(member.Attribute, attribute))
            {
                return true;
            }
        }

        return false;
    }

    private static ImmutableDictionary<string, string?> Properties(string name) =>
        ImmutableDictionary<string, string?>.Empty.Add(NameProperty, name);
}
