using HealthPoint.Generators.Diagnostics;
using HealthPoint.Generators.Parsing;
using HealthPoint.Generators.Symbols;
using Microsoft.CodeAnalysis;

namespace HealthPoint.Generators.Advice;

/// <summary>Whether each tag says something: HP043.</summary>
internal static class Tags
{
    public static void Review(AcceptedMethod accepted)
    {
        foreach (var member in accepted.Members)
        {
            Review(accepted, member.Attribute);
        }
    }

    private static void Review(AcceptedMethod accepted, AttributeData attribute)
    {
        HashSet<string>? seen = null;
        foreach (var (tag, index) in attribute.Texts("Tags"))
        {
            // Two tags that differ only in upper and lower case are two tags.
            var isNew = tag is null || (seen ??= new(StringComparer.Ordinal)).Add(tag);
            if (Fault(tag, isNew) is var (subject, fault, remedy))
            {
                accepted.Tell(Rules.Tag, Squiggles.Item(attribute, "Tags", index), subject, fault, remedy);
            }
        }
    }

    private static (string Subject, string Fault, string Remedy)? Fault(string? tag, bool isNew) => tag switch
    {
        null => ("A tag", "is null and is left out", "Remove it"),
        _ when string.IsNullOrWhiteSpace(tag) => ("A tag", "is empty, which is refused at start-up", "Remove it"),
        _ when !isNew => ($"The tag '{tag}'", "stands twice", "Remove one of the two"),
        _ when IsReserved(tag) => ($"The tag '{tag}'", "is refused at start-up, because the status API has a group of that name", "Choose another"),
        _ when tag.Trim().Length < tag.Length => ($"The tag '{tag}'", $"begins or ends with white space, so that it is not '{tag.Trim()}'", "Remove the white space"),
        _ => null,
    };

    private static bool IsReserved(string tag) =>
        tag.Equals("health", StringComparison.OrdinalIgnoreCase)
        || tag.Equals("stats", StringComparison.OrdinalIgnoreCase)
        || tag.Equals("api", StringComparison.OrdinalIgnoreCase);
}
