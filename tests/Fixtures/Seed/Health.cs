namespace Seed;

/// <summary>The two checks of django-healthpoint's own test suite.</summary>
internal static class Health
{
    public static int FailureRuns;

    [HealthCheck("healthpoint.tests.health.failure")]
    internal static (bool, string) Failure()
    {
        Interlocked.Increment(ref FailureRuns);
        return (false, "This check always fails");
    }

    [HealthCheck("healthpoint.tests.health.success")]
    internal static (bool, string) Success() => (true, "This check always succeeds");
}
