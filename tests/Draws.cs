namespace HealthPoint.Tests;

/// <summary>
/// How often a test draws at random: few times where somebody waits for it, and more where <c>HEALTHPOINT_DRAWS</c> is
/// <c>all</c>, as <c>.ci/run</c> sets it. Every case is tried both ways.
/// </summary>
internal static class Draws
{
    public static int Of(int all, int few) => Environment.GetEnvironmentVariable("HEALTHPOINT_DRAWS") is "all" ? all : few;
}
