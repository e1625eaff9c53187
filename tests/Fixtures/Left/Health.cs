namespace Left;

internal static class Health
{
    [HealthCheck]
    internal static bool Own() => true;
}
