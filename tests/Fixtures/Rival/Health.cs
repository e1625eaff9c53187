namespace Rival;

internal static class Health
{
    [HealthCheck("healthpoint.tests.HEALTH.success")]
    internal static bool Check() => true;
}
