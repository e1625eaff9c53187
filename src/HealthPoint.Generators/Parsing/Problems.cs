using Microsoft.CodeAnalysis;

namespace HealthPoint.Generators.Parsing;

/// <summary>A rule that a method breaks. Only the analyzer finds out where the squiggle goes.</summary>
internal sealed class Problem(DiagnosticDescriptor rule, Squiggle squiggle, string[] arguments)
{
    public DiagnosticDescriptor Rule => rule;

    public Diagnostic ToDiagnostic(CancellationToken cancellation) =>
        Diagnostic.Create(rule, squiggle(cancellation) ?? Location.None, arguments);
}

/// <summary>What the rules say about a method.</summary>
internal sealed class Problems
{
    private readonly List<Problem> _all = [];

    public IReadOnlyList<Problem> All => _all;

    /// <summary>
    /// Whether the method has no model: a rule fired, or the compiler itself has reported a type that does not exist, and the
    /// rules have nothing to add.
    /// </summary>
    public bool Any { get; private set; }

    public void Add(DiagnosticDescriptor rule, Squiggle squiggle, params string[] arguments)
    {
        Any = true;
        _all.Add(new Problem(rule, squiggle, arguments));
    }

    public void LeaveToCompiler() => Any = true;
}
