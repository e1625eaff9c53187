using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Prompt;

/// <summary>Checks that need nothing but a thread.</summary>
internal static class Health
{
    [HealthCheck("a", Tags = ["first"])]
    internal static HealthCheckResult A() => Steering.Check("a");

    [HealthCheck("b", Tags = ["first"])]
    internal static HealthCheckResult B() => Steering.Check("b");

    [HealthCheck("c", Tags = ["first"])]
    internal static HealthCheckResult C() => Steering.Check("c");

    [HealthCheck("d", Tags = ["first"])]
    internal static HealthCheckResult D() => Steering.Check("d");

    [HealthCheck("e", Tags = ["second"])]
    internal static HealthCheckResult E() => Steering.Check("e");

    [HealthCheck("f", Tags = ["second"])]
    internal static HealthCheckResult F() => Steering.Check("f");

    [HealthCheck("g", Tags = ["second"])]
    internal static HealthCheckResult G() => Steering.Check("g");

    [HealthCheck("h", Tags = ["second"])]
    internal static HealthCheckResult H() => Steering.Check("h");
}
