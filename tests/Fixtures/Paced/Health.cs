namespace Paced;

/// <summary>Each setting of the attribute that says when a check runs, and what comes of it.</summary>
internal static class Health
{
    private static int _cheapRuns, _cheapTooRuns;

    public static int CheapRuns => _cheapRuns;

    public static int CheapTooRuns => _cheapTooRuns;

    [HealthCheck("never-kept", CacheSeconds = 0)]
    internal static (bool, string) NeverKept(Runs runs) => runs.Add("never-kept");

    [HealthCheck("kept-for-5", CacheSeconds = 5)]
    internal static (bool, string) KeptFor5(Runs runs) => runs.Add("kept-for-5");

    [HealthCheck("unsaid")]
    internal static (bool, string) Unsaid(Runs runs) => runs.Add("unsaid");

    [HealthCheck("third-time", CacheSeconds = 1, FailureThreshold = 3)]
    internal static (bool, string) ThirdTime(Runs runs) => runs.Add("third-time");

    [HealthCheck("every-minute", RefreshSeconds = 60)]
    internal static (bool, string) EveryMinute(Runs runs) => runs.Add("every-minute");

    [HealthCheck("needs-unsaid", DependsOn = ["unsaid"])]
    internal static (bool, string) NeedsUnsaid(Runs runs) => runs.Add("needs-unsaid");

    // Without services, so that it needs nothing but a thread.
    [HealthCheck("cheap", CacheSeconds = 0)]
    internal static void Cheap() => Interlocked.Increment(ref _cheapRuns);

    [HealthCheck("cheap-too", CacheSeconds = 0)]
    internal static void CheapToo() => Interlocked.Increment(ref _cheapTooRuns);
}
