namespace Circular;

internal static class Health
{
    [HealthCheck("hen", DependsOn = ["egg"])]
    internal static bool Hen() => true;

    [HealthCheck("egg", DependsOn = ["hen"])]
    internal static bool Egg() => true;
}
