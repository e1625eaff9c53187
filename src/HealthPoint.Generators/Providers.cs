using System.Collections.Immutable;
using HealthPoint.Generators.Models;
using HealthPoint.Generators.Parsing;
using HealthPoint.Generators.References;
using Microsoft.CodeAnalysis;

namespace HealthPoint.Generators;

/// <summary>The sources of the pipeline. They sort what they collect, because Roslyn promises no order of delivery.</summary>
internal static class Providers
{
    extension(IncrementalGeneratorInitializationContext context)
    {
        public IncrementalValueProvider<EquatableArray<MemberModel>> Members(MemberKind kind) =>
            context.SyntaxProvider
                .ForAttributeWithMetadataName(
                    $"HealthPoint.{kind.AttributeName}",
                    // The attribute stands only on members to look at, so there is nothing to reject by syntax.
                    static (_, _) => true,
                    // Roslyn calls this for each member at each keystroke, so it does not look at the symbol yet.
                    static (found, _) => found.TargetNode)
                .Collect()
                .Combine(context.CompilationProvider)
                .Select(static (pair, _) => new Declarations(pair.Left, pair.Right))
                .Select((declarations, cancellation) => Read(declarations, kind, cancellation));

        public IncrementalValueProvider<EquatableArray<ReferenceModel>> References() =>
            context.MetadataReferencesProvider
                .Select(ReferenceReader.Read)
                .Where(static reference => reference is not null)
                .Collect()
                .Select(static (references, _) => new EquatableArray<ReferenceModel>(references.Sort(ReferenceModel.Compare!)!));
    }

    private static EquatableArray<MemberModel> Read(Declarations declarations, MemberKind kind, CancellationToken cancellation)
    {
        var members = ImmutableArray.CreateBuilder<MemberModel>();
        SemanticModel? semantics = null;
        foreach (var node in declarations.Marked)
        {
            if (semantics?.SyntaxTree != node.SyntaxTree)
            {
                semantics = declarations.Compilation.GetSemanticModel(node.SyntaxTree);
            }

            if (semantics.GetDeclaredSymbol(node, cancellation) is IMethodSymbol method)
            {
                members.AddRange(CheckParser.Parse(method, kind, declarations.Compilation, cancellation).Models);
            }
        }

        return WithoutDuplicates(members);
    }

    /// <summary>Sorts the members, and keeps the first of several with one name. HP041 reports the others.</summary>
    private static EquatableArray<MemberModel> WithoutDuplicates(ImmutableArray<MemberModel>.Builder members)
    {
        var kept = ImmutableArray.CreateBuilder<MemberModel>(members.Count);
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        members.Sort(MemberModel.Compare);
        foreach (var member in members)
        {
            if (names.Add(member.Name))
            {
                kept.Add(member);
            }
        }

        return kept.ToEquatable();
    }
}
