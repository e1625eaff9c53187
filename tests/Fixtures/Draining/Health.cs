namespace Draining;

internal static class Health
{
    [HealthCheck(Tags = [HealthTags.Live, HealthTags.Ready])]
    internal static bool Well() => true;
}
