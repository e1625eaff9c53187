using HealthPoint.Generators.Diagnostics;
using HealthPoint.Generators.Parsing;
using Microsoft.CodeAnalysis.Diagnostics;

namespace HealthPoint.Generators.Advice;

/// <summary>Finds names that stand twice in an assembly: HP041. Checks and stats have separate names.</summary>
internal static class DuplicateNames
{
    public static void Review(List<CollectedMember> members, CompilationAnalysisContext context)
    {
        var first = new Dictionary<(MemberKind, string), CollectedMember>();
        foreach (var member in members)
        {
            var key = (member.Kind, member.Name.ToUpperInvariant());
            if (!first.TryGetValue(key, out var other))
            {
                first.Add(key, member);
                continue;
            }

            // A written name is itself the mistake. A name that is not written follows from the method, so the attribute gets the squiggle.
            var place = member.Attribute.ConstructorArguments is [{ Value: string }]
                ? Squiggles.Argument(member.Attribute, property: null)
                : Squiggles.Attribute(member.Attribute);
            member.Tell(
                context,
                Rules.DuplicateName,
                place,
                member.Name,
                string.Equals(member.Method, other.Method, StringComparison.Ordinal) ? "another attribute or overload of it" : $"'{other.Method}'");
        }
    }
}
