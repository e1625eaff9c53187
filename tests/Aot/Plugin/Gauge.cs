namespace Aot.Plugin;

public static class Gauge
{
    [HealthCheck("plugin")]
    internal static (bool, string) Level() => (true, "found by the attribute of its assembly");
}
