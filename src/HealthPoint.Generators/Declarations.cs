using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace HealthPoint.Generators;

/// <summary>
/// All that the meaning of marked methods can depend on: every declaration of the project, its options and references. Two
/// instances are equal if only bodies, comments and white space were edited between them, as nearly every keystroke does.
/// What the generator has read from the first, it then need not read again from the second.
/// </summary>
/// <remarks>
/// Of equal instances, Roslyn's generator driver keeps the first. Most of its trees are still current, but its compilation
/// is not, and would keep far too much alive. So the compilation is held weakly.
/// Invariant: the compilation is read only while the declarations are new, and then the driver itself holds it.
/// </remarks>
internal sealed class Declarations(ImmutableArray<SyntaxNode> marked, Compilation compilation) : IEquatable<Declarations>
{
    private readonly WeakReference<Compilation> _compilation = new(compilation);
    private readonly ImmutableArray<SyntaxTree> _trees = ((CSharpCompilation)compilation).SyntaxTrees;
    private readonly ImmutableArray<MetadataReference> _references = compilation.ExternalReferences;
    private readonly CompilationOptions _options = compilation.Options;
    private readonly string? _assemblyName = compilation.AssemblyName;

    /// <summary>The declarations that bear the attribute.</summary>
    public ImmutableArray<SyntaxNode> Marked => marked;

    public Compilation Compilation => _compilation.TryGetTarget(out var compilation)
        ? compilation
        : throw new InvalidOperationException("The compilation of these declarations was asked for after they had been read.");

    public bool Equals(Declarations? other) =>
        other is not null
        && string.Equals(_assemblyName, other._assemblyName, StringComparison.Ordinal)
        && _options.Equals(other._options)
        && (_references == other._references || _references.SequenceEqual(other._references))
        && HaveSame(_trees, other._trees);

    public override bool Equals(object? obj) => Equals(obj as Declarations);

    public override int GetHashCode() => _trees.Length;

    private static bool HaveSame(ImmutableArray<SyntaxTree> these, ImmutableArray<SyntaxTree> those)
    {
        if (these.Length != those.Length)
        {
            return false;
        }

        for (var i = 0; i < these.Length; i++)
        {
            var (one, other) = (these[i], those[i]);
            if (!ReferenceEquals(one, other) && !(one.Options.Equals(other.Options) && one.IsEquivalentTo(other, topLevel: true)))
            {
                return false;
            }
        }

        return true;
    }
}
