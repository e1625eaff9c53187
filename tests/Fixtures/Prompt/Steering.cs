using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Prompt;

/// <summary>What the checks of this assembly do, as a test says.</summary>
public static class Steering
{
    /// <summary>Gets the name of a check and answers for it.</summary>
    public static Func<string, HealthCheckResult> Check { get; set; } = static _ => HealthCheckResult.Healthy();
}
