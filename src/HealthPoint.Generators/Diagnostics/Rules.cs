namespace HealthPoint.Generators.Diagnostics;

/// <summary>
/// Every rule; a file for each group of ids. A message says what is wrong with the method it names, then what to do. An
/// error is not configurable, because a check that is silently left out is worse than a build that fails.
/// </summary>
internal static partial class Rules
{
    private const string Category = "HealthPoint";

    private const string Pages = ProjectHome.Address + "/blob/main/docs/diagnostics/";
}
