namespace Stressed;

/// <summary>Synchronous static checks: those that the runner runs with the least ado.</summary>
internal static class Health
{
    [HealthCheck("stressed-00", CacheSeconds = 0)]
    internal static bool Check00() => Steering.Run(0).Passed;

    [HealthCheck("stressed-01", CacheSeconds = 0)]
    internal static bool Check01() => Steering.Run(1).Passed;

    [HealthCheck("stressed-02", CacheSeconds = 0)]
    internal static bool Check02() => Steering.Run(2).Passed;

    [HealthCheck("stressed-03", CacheSeconds = 0)]
    internal static bool Check03() => Steering.Run(3).Passed;

    [HealthCheck("stressed-04", CacheSeconds = 0)]
    internal static bool Check04() => Steering.Run(4).Passed;

    [HealthCheck("stressed-05", CacheSeconds = 0)]
    internal static bool Check05() => Steering.Run(5).Passed;

    [HealthCheck("stressed-06", CacheSeconds = 0)]
    internal static bool Check06() => Steering.Run(6).Passed;

    [HealthCheck("stressed-07", CacheSeconds = 0)]
    internal static bool Check07() => Steering.Run(7).Passed;

    [HealthCheck("stressed-08", CacheSeconds = 0)]
    internal static bool Check08() => Steering.Run(8).Passed;

    [HealthCheck("stressed-09", CacheSeconds = 0)]
    internal static bool Check09() => Steering.Run(9).Passed;

    [HealthCheck("stressed-10", CacheSeconds = 0)]
    internal static (bool, string?) Check10() => Steering.Run(10);

    [HealthCheck("stressed-11", CacheSeconds = 0)]
    internal static (bool, string?) Check11() => Steering.Run(11);

    [HealthCheck("stressed-12", CacheSeconds = 0)]
    internal static (bool, string?) Check12() => Steering.Run(12);

    [HealthCheck("stressed-13", CacheSeconds = 0)]
    internal static (bool, string?) Check13() => Steering.Run(13);

    [HealthCheck("stressed-14", CacheSeconds = 0, DependsOn = ["stressed-00"])]
    internal static (bool, string?) Check14() => Steering.Run(14);

    [HealthCheck("stressed-15", CacheSeconds = 0, DependsOn = ["stressed-01", "stressed-14"])]
    internal static (bool, string?) Check15() => Steering.Run(15);
}
