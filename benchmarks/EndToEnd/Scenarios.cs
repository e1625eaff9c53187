using System.Globalization;

namespace HealthPoint.Benchmarks;

/// <summary>All scenarios, in the order in which they are run.</summary>
internal static class Scenarios
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        Uncached(1, goal: 0.95),
        Uncached(10, goal: 0.93),
        Uncached(100, goal: 0.85),
        Uncached(1000, goal: 0.50),
        Cached(1),
        Cached(10),
        Cached(100),
        Cached(1000),
        Viewer(10, isCached: false),
        Viewer(10, isCached: true),
        Viewer(100, isCached: false),
        Viewer(100, isCached: true),
        new WaitingScenario(),
        new BlockingScenario(),
        new StartupScenario(),
        new MemoryScenario(),
    ];

    private static ThroughputScenario Uncached(int checks, double goal) => new(
        Name("uncached", checks),
        Title(checks, "CacheDuration 0"),
        [
            new Setup(Contender.MapHealthPoint, Checks: checks),
            new Setup(Contender.MapHealthChecks, Checks: checks),
            new Setup(Contender.MapHealthChecksOverHealthPoint, Checks: checks),
        ])
    { Goal = goal };

    private static ThroughputScenario Cached(int checks) => new(
        Name("cached", checks),
        Title(checks, "default CacheDuration"),
        [
            new Setup(Contender.MapHealthPoint, Checks: checks, IsCached: true),
            new Setup(Contender.MapHealthChecksOverHealthPoint, Checks: checks, IsCached: true),
        ])
    { Goal = 0.97 };

    private static ThroughputScenario Viewer(int checks, bool isCached) => new(
        Name(isCached ? "viewer-cached" : "viewer-uncached", checks),
        Title(checks, (isCached ? "default CacheDuration" : "CacheDuration 0") + ", a caller who sees details"),
        [new Setup(Contender.MapHealthPoint, Checks: checks, IsCached: isCached)])
    { Authorization = BenchmarkHost.Authorization };

    private static string Name(string kind, int checks) => string.Create(CultureInfo.InvariantCulture, $"{kind}-{checks}");

    private static string Title(int checks, string rest) =>
        string.Create(CultureInfo.InvariantCulture, $"{checks:N0} trivial {(checks == 1 ? "check" : "checks")}, {rest}");
}
