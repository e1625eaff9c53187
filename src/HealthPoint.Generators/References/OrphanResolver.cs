using System.Collections.Immutable;
using HealthPoint.Generators.Models;
using HealthPoint.Generators.Parsing;
using HealthPoint.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace HealthPoint.Generators.References;

/// <summary>
/// Reads the checks of assemblies that were built without the generator (F#, Visual Basic, a reference to the bare dll). It
/// takes those that this project may call.
/// </summary>
internal static class OrphanResolver
{
    public static OrphanMembers Resolve(EquatableArray<ReferenceModel> references, Compilation compilation, CancellationToken cancellation)
    {
        ImmutableArray<MemberModel>.Builder? checks = null;
        ImmutableArray<MemberModel>.Builder? stats = null;
        foreach (var reference in references)
        {
            if (reference.Orphans.Count == 0 || Assembly(reference.Assembly, compilation) is not { } assembly)
            {
                continue;
            }

            foreach (var orphan in reference.Orphans)
            {
                cancellation.ThrowIfCancellationRequested();
                foreach (var method in Methods(orphan, assembly))
                {
                    if (IsSpeakable(method) && !IsEmbedded(method))
                    {
                        AddTo(ref checks, method, MemberKind.Check);
                        AddTo(ref stats, method, MemberKind.Stat);
                    }
                }
            }
        }

        return checks is null || stats is null ? OrphanMembers.None : new(Sorted(checks), Sorted(stats));

        void AddTo(ref ImmutableArray<MemberModel>.Builder? members, IMethodSymbol method, MemberKind kind)
        {
            members ??= ImmutableArray.CreateBuilder<MemberModel>();
            members.AddRange(CheckParser.Parse(method, kind, compilation, cancellation).Models);
        }
    }

    /// <summary>The overloads of an orphan; those that are not public only as far as the compiler shows them.</summary>
    public static IEnumerable<IMethodSymbol> Methods(OrphanModel orphan, IAssemblySymbol assembly) =>
        assembly.GetTypeByMetadataName(orphan.Type)?.GetMembers(orphan.Method).OfType<IMethodSymbol>() ?? [];

    private static IAssemblySymbol? Assembly(string name, Compilation compilation)
    {
        foreach (var assembly in compilation.SourceModule.ReferencedAssemblySymbols)
        {
            if (string.Equals(assembly.Name, name, StringComparison.Ordinal))
            {
                return assembly;
            }
        }

        return null;
    }

    /// <summary>Whether C# can write the name. F# allows any text between two backticks.</summary>
    public static bool IsSpeakable(IMethodSymbol method)
    {
        ISymbol? symbol = method;
        for (; symbol is not (null or INamespaceSymbol { IsGlobalNamespace: true }); symbol = symbol.ContainingType ?? (ISymbol?)symbol.ContainingNamespace)
        {
            if (!SyntaxFacts.IsValidIdentifier(symbol.Name))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Whether only its own assembly may use the type, even where that assembly has friends. Roslyn's test of accessibility
    /// overlooks such types.
    /// </summary>
    public static bool IsEmbedded(IMethodSymbol method)
    {
        var type = method.ContainingType;
        for (; type.ContainingType is not null; type = type.ContainingType)
        {
        }

        return type.Attribute("Microsoft.CodeAnalysis", "EmbeddedAttribute") is not null;
    }

    private static EquatableArray<MemberModel> Sorted(ImmutableArray<MemberModel>.Builder members)
    {
        members.Sort(MemberModel.Compare);
        return members.ToEquatable();
    }
}
