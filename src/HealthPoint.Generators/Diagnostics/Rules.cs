using Microsoft.CodeAnalysis;

namespace HealthPoint.Generators.Diagnostics;

/// <summary>
/// Every rule; a file for each group of ids. A message says what is wrong with the method it names, then what to do. An
/// error is not configurable, because a check that is silently left out is worse than a build that fails.
/// </summary>
internal static partial class Rules
{
    private const string Category = "HealthPoint";

    private const string Pages = ProjectHome.Address + "/blob/main/docs/diagnostics/";

    // Release tracking understands a factory whose first parameter is called `id`. The other parameters have the names of the
    // constructor's, because it looks for those; it sees the default of `category` too.
    private static DiagnosticDescriptor Create(
        string id,
        DiagnosticSeverity defaultSeverity,
        string title,
        string messageFormat,
        string category = Category,
        params string[] customTags) => new(
        id,
        title,
        messageFormat,
        category,
        defaultSeverity,
        isEnabledByDefault: true,
        helpLinkUri: $"{Pages}{id}.md",
        customTags: defaultSeverity is DiagnosticSeverity.Error ? [WellKnownDiagnosticTags.NotConfigurable, .. customTags] : customTags);
}
