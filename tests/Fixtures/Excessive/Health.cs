namespace Excessive;

internal static class Health
{
    [HealthCheck("excessive", CacheSeconds = 1e300)]
    internal static bool Check() => true;
}
