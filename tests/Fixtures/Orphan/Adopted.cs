namespace Orphan;

public static class Adopted
{
    [HealthCheck("adopted")]
    public static (bool, string) Check() => (true, "adopted by whoever references it");
}
