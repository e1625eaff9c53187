using System.Globalization;
using HealthPoint.Generators.Diagnostics;
using HealthPoint.Generators.Models;
using HealthPoint.Generators.Parsing;
using HealthPoint.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace HealthPoint.Generators.References;

/// <summary>Reviews what becomes of the checks that an application's references hold: HP071 to HP074.</summary>
internal sealed class ReferenceReview(ProjectModel project, CompilationAnalysisContext context)
{
    private const int MostNames = 3;

    private static readonly MemberKind[] Kinds = [MemberKind.Check, MemberKind.Stat];

    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    public void Report()
    {
        var reachable = new HashSet<string>(StringComparer.Ordinal);
        var hidden = new List<(ReferenceModel Model, string Alias)>();
        foreach (var reference in context.Compilation.References)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            if (ReferenceReader.Look(reference) is not { } model)
            {
                continue;
            }

            if (ReferenceReader.IsHidden(reference))
            {
                hidden.Add((model, reference.Properties.Aliases[0]));
            }
            else if (reachable.Add(model.Assembly))
            {
                Review(model, reference);
            }
        }

        foreach (var (model, alias) in hidden)
        {
            // The same assembly may be referenced twice, once without the alias.
            if (reachable.Add(model.Assembly))
            {
                Tell(Rules.HiddenModule, model.Assembly, alias);
            }
        }
    }

    private void Review(ReferenceModel model, MetadataReference reference)
    {
        if (!project.Understands(model))
        {
            Tell(Rules.IncompatibleModule, model.Assembly, Text(model.ContractVersion), Text(project.ContractVersion));
        }
        else if (model.Orphans.Count > 0 && context.Compilation.GetAssemblyOrModuleSymbol(reference) is IAssemblySymbol assembly)
        {
            ReviewOrphans(model, assembly);
        }
    }

    private void ReviewOrphans(ReferenceModel model, IAssemblySymbol assembly)
    {
        var unreachable = new SortedSet<string>(StringComparer.Ordinal);
        var called = 0;
        foreach (var orphan in model.Orphans)
        {
            var fate = FateOf(orphan, assembly);
            called += fate is Fate.Called ? 1 : 0;
            if (fate is Fate.Unreachable)
            {
                unreachable.Add($"{orphan.Type.Replace('+', '.')}.{orphan.Method}");
            }
        }

        if (unreachable.Count > 0)
        {
            var more = unreachable.Count - MostNames;
            Tell(
                Rules.UnreachableChecks,
                assembly.Name,
                Text(called),
                Text(unreachable.Count),
                string.Join(", ", unreachable.Take(MostNames)) + (more > 0 ? $" and {Text(more)} more" : ""));
        }
    }

    private Fate FateOf(OrphanModel orphan, IAssemblySymbol assembly)
    {
        var fate = Fate.Unreachable;
        foreach (var method in OrphanResolver.Methods(orphan, assembly))
        {
            foreach (var kind in Kinds)
            {
                var one = FateOf(method, kind);
                fate = one > fate ? one : fate;
            }
        }

        return fate;
    }

    private Fate FateOf(IMethodSymbol method, MemberKind kind)
    {
        if (method.Attribute("HealthPoint", kind.AttributeName) is null || OrphanResolver.IsEmbedded(method))
        {
            return Fate.Unreachable;
        }

        var parsed = CheckParser.Parse(method, kind, context.Compilation, context.CancellationToken);
        if (parsed.Problems.Any(static problem => ReferenceEquals(problem.Rule, Rules.Inaccessible)))
        {
            return Fate.Unreachable;
        }

        if (!OrphanResolver.IsSpeakable(method))
        {
            Tell(
                Rules.UnusableCheck,
                method.ContainingAssembly.Name,
                "a name for F# alone",
                $"'{method.ForPeople}' has a name that C# cannot write. Give the method and its type names of letters, digits and '_'.");
            return Fate.Told;
        }

        foreach (var problem in parsed.Problems)
        {
            if (problem.Rule.DefaultSeverity is DiagnosticSeverity.Error)
            {
                Tell(
                    Rules.UnusableCheck,
                    method.ContainingAssembly.Name,
                    problem.Rule.Id,
                    problem.ToDiagnostic(context.CancellationToken).GetMessage(CultureInfo.InvariantCulture));
            }
        }

        if (parsed.Members.IsEmpty && parsed.Problems.Count == 0)
        {
            // No other diagnostic says so: the compiler is silent about what this project does not use.
            Tell(
                Rules.UnusableCheck,
                method.ContainingAssembly.Name,
                "a missing reference",
                $"'{method.ForPeople}' uses a type of an assembly that this project does not reference. Reference that assembly too.");
        }

        return parsed.Members.IsEmpty ? Fate.Told : Fate.Called;
    }

    private void Tell(DiagnosticDescriptor rule, params string[] arguments)
    {
        // Where a method is both a check and a stat, a problem of the method itself is reported once.
        var diagnostic = Diagnostic.Create(rule, Location.None, arguments);
        if (_told.Add(diagnostic.GetMessage(CultureInfo.InvariantCulture)))
        {
            context.ReportDiagnostic(diagnostic);
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// What becomes of an orphan.
    /// Invariant: the values stand in the order of weight, since one overload that is called decides for its name.
    /// </summary>
    private enum Fate
    {
        Unreachable,
        Told,
        Called,
    }
}
