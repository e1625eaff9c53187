using System.Collections.Immutable;
using HealthPoint.Generators.Models;
using HealthPoint.Generators.Parsing;
using HealthPoint.Generators.References;
using Microsoft.CodeAnalysis;

namespace HealthPoint.Generators;

/// <summary>The sources of the pipeline. What is collected is sorted, because the order of delivery is nobody's promise.</summary>
internal static class Providers
{
    extension(IncrementalGeneratorInitializationContext context)
    {
        public IncrementalValueProvider<EquatableArray<MemberModel>> Members(MemberKind kind) =>
            context.SyntaxProvider
                .ForAttributeWithMetadataName(
                    $"HealthPoint.{kind.AttributeName}",
                    // Whatever the attribute may stand on is a member to look at; there is nothing to reject by syntax.
                    static (_, _) => true,
                    (found, cancellation) => found.TargetSymbol is IMethodSymbol method
                        ? CheckParser.Parse(method, kind, found.SemanticModel.Compilation, cancellation).Models
                        : default)
                .SelectMany(static (models, _) => models)
                .Collect()
                .Select(static (models, _) => WithoutDuplicates(models));

        public IncrementalValueProvider<EquatableArray<ReferenceModel>> References() =>
            context.MetadataReferencesProvider
                .Select(ReferenceReader.Read)
                .Where(static reference => reference is not null)
                .Collect()
                .Select(static (references, _) => new EquatableArray<ReferenceModel>(references.Sort(ReferenceModel.Compare!)!));
    }

    /// <summary>Sorts, and keeps the first of several with one name: HP041 has told of the others.</summary>
    private static EquatableArray<MemberModel> WithoutDuplicates(ImmutableArray<MemberModel> members)
    {
        var kept = ImmutableArray.CreateBuilder<MemberModel>(members.Length);
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var member in members.Sort(MemberModel.Compare))
        {
            if (names.Add(member.Name))
            {
                kept.Add(member);
            }
        }

        return kept.ToEquatable();
    }
}
