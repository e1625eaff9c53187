using System.Globalization;

namespace HealthPoint.Benchmarks;

/// <summary>All scenarios, in the order in which they are run.</summary>
internal static class Scenarios
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        Uncached(1, goal: 0.90),
        Uncached(10, goal: 0.85),
        Uncached(100, goal: 0.65),
        Uncached(1000, goal: 0.30),
        Cached(1),
        Cached(10),
        Cached(100),
        Cached(1000),
        Cached(1, hasPredicate: true),
        Cached(10, hasPredicate: true),
        Cached(100, hasPredicate: true),
        Cached(1000, hasPredicate: true),
        Viewer(10, isCached: false),
        Viewer(10, isCached: true),
        Viewer(100, isCached: false),
        Viewer(100, isCached: true),
        new WaitingScenario(),
        new BlockingScenario(),
        new SaturationScenario(),
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

    private static ThroughputScenario Cached(int checks, bool hasPredicate = false) => new(
        Name(hasPredicate ? "cached-predicate" : "cached", checks),
        Title(checks, "default CacheDuration" + (hasPredicate ? ", chosen by a predicate" : "")),
        [
            new Setup(Contender.MapHealthPoint, Checks: checks, IsCached: true, HasPredicate: hasPredicate),
            new Setup(Contender.MapHealthChecksOverHealthPoint, Checks: checks, IsCached: true, HasPredicate: hasPredicate),
        ])
    { Goal = 0.95 };

    private static ThroughputScenario Viewer(int checks, bool isCached) => new(
        Name(isCached ? "viewer-cached" : "viewer-uncached", checks),
        Title(checks, (isCached ? "default CacheDuration" : "CacheDuration 0") + ", a caller who sees details"),
        [new Setup(Contender.MapHealthPoint, Checks: checks, IsCached: isCached)])
    { Authorization = BenchmarkHost.Authorization };

    private static string Name(string kind, int checks) => string.Create(CultureInfo.InvariantCulture, $"{kind}-{checks}");

    private static string Title(int checks, string rest) =>
        string.Create(CultureInfo.InvariantCulture, $"{checks:N0} trivial {(checks == 1 ? "check" : "checks")}, {rest}");
}
