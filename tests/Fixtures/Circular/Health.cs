namespace Circular;

/// <summary>A way into a circle and one half of it, which the compiler cannot see as long as somebody else adds the other half.</summary>
internal static class Health
{
    [HealthCheck("chick", DependsOn = ["egg"])]
    internal static bool Chick() => true;

    [HealthCheck("hen", DependsOn = ["egg"])]
    internal static bool Hen() => true;
}
