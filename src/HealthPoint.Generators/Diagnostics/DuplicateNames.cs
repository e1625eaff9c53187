using System.Collections.Concurrent;
using HealthPoint.Generators.Models;
using HealthPoint.Generators.Parsing;
using HealthPoint.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace HealthPoint.Generators.Diagnostics;

/// <summary>Finds names that stand twice in an assembly: HP041. Checks and stats have separate names.</summary>
internal sealed class DuplicateNames
{
    private readonly ConcurrentBag<Bearer> _bearers = [];

    public void Add(MemberKind kind, IMethodSymbol method, ParsedMember member) =>
        _bearers.Add(new(kind, method.ForPeople, member.Model, member.Attribute));

    public void Report(CompilationAnalysisContext context)
    {
        var first = new Dictionary<(MemberKind, string), Bearer>();
        foreach (var bearer in InSourceOrder())
        {
            var key = (bearer.Kind, bearer.Model.Name.ToUpperInvariant());
            if (!first.TryGetValue(key, out var other))
            {
                first.Add(key, bearer);
                continue;
            }

            // A name that is written is what is wrong; one that is not follows from the method.
            var place = bearer.Attribute.ConstructorArguments is [{ Value: string }]
                ? Squiggles.Argument(bearer.Attribute, property: null)
                : Squiggles.Attribute(bearer.Attribute);
            context.ReportDiagnostic(Diagnostic.Create(
                Rules.DuplicateName,
                place(context.CancellationToken),
                bearer.Method,
                bearer.Model.Name,
                string.Equals(bearer.Method, other.Method, StringComparison.Ordinal) ? "another attribute or overload of it" : $"'{other.Method}'"));
        }
    }

    private IEnumerable<Bearer> InSourceOrder() => _bearers
        .OrderBy(static bearer => bearer.Attribute.ApplicationSyntaxReference?.SyntaxTree.FilePath, StringComparer.Ordinal)
        .ThenBy(static bearer => bearer.Attribute.ApplicationSyntaxReference?.Span.Start);

    private sealed record Bearer(MemberKind Kind, string Method, MemberModel Model, AttributeData Attribute);
}
