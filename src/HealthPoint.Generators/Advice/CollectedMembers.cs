using System.Collections.Concurrent;
using HealthPoint.Generators.Parsing;
using HealthPoint.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace HealthPoint.Generators.Advice;

/// <summary>All members that the parser accepts in an assembly, for the rules that need to see them together.</summary>
internal sealed class CollectedMembers
{
    private readonly ConcurrentBag<CollectedMember> _members = [];

    public void Add(CollectedMember member) => _members.Add(member);

    /// <summary>Asks every rule about the whole assembly.</summary>
    public void Review(CompilationAnalysisContext context)
    {
        List<CollectedMember> members =
        [
            .. _members.OrderBy(static member => member.Attribute.ApplicationSyntaxReference?.SyntaxTree.FilePath, StringComparer.Ordinal)
                .ThenBy(static member => member.Attribute.ApplicationSyntaxReference?.Span.Start),
        ];
        DuplicateNames.Review(members, context);

        var checks = new CollectedChecks(members);
        ProbeBudgets.Review(checks, context);
        DependencyNames.Review(checks, context);
        DependencyDeadlines.Review(checks, context);
        DependencyCycles.Review(checks, context);
        LiveDependencies.Review(checks, context);
        Composition.Review(checks, context);
    }
}

/// <summary>One attribute without fault, on one method.</summary>
internal sealed class CollectedMember(MemberKind kind, IMethodSymbol method, ParsedMember member, bool isGenerated)
{
    public MemberKind Kind => kind;

    /// <summary>The method as messages name it.</summary>
    public string Method => method.ForPeople;

    public string Name => member.Model.Name;

    public AttributeData Attribute => member.Attribute;

    /// <summary>Whether another generator has written the method. The developer cannot edit it, so advice about it is useless.</summary>
    public bool IsGenerated => isGenerated;

    public double? TimeoutSeconds => Attribute.Number("TimeoutSeconds");

    public bool Bears(string tag)
    {
        foreach (var (text, _) in Attribute.Texts("Tags"))
        {
            if (string.Equals(text, tag, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Reports a rule; a warning only where the developer can act on it.</summary>
    public void Tell(CompilationAnalysisContext context, DiagnosticDescriptor rule, Squiggle squiggle, params string[] more)
    {
        if (!isGenerated || rule.DefaultSeverity is DiagnosticSeverity.Error)
        {
            context.ReportDiagnostic(Diagnostic.Create(rule, squiggle(context.CancellationToken) ?? Location.None, [Method, .. more]));
        }
    }
}
