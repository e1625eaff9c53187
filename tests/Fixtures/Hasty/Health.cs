namespace Hasty;

internal static class Health
{
    [HealthCheck("hasty", RefreshSeconds = 0.001)]
    internal static bool Check() => true;
}
