using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Shapes;

/// <summary>A check of each kind.</summary>
internal static class Checks
{
    [HealthCheck("bool", Tags = [HealthTags.Live])]
    internal static bool Bool() => true;

    [HealthCheck("tuple")]
    internal static (bool, string?) Tuple() => (true, "a detail");

    [HealthCheck("status")]
    internal static HealthStatus Status() => HealthStatus.Degraded;

    [HealthCheck("result")]
    internal static HealthCheckResult Result() => HealthCheckResult.Healthy("fine", new Dictionary<string, object>(StringComparer.Ordinal) { ["n"] = 3 });

    [HealthCheck("void")]
    internal static void Void()
    {
    }

    [HealthCheck("task")]
    internal static async Task Task(CancellationToken cancellation) => await System.Threading.Tasks.Task.Delay(1, cancellation);

    [HealthCheck("value-task-of-tuple")]
    internal static async ValueTask<(bool Success, string Detail)> ValueTaskOfTuple()
    {
        await System.Threading.Tasks.Task.Yield();
        return (true, (-1.5).ToString(CultureInfo.CurrentCulture));
    }

    [HealthCheck("ambient")]
    internal static (bool, string) AmbientState() => (Traces.Ambient.Value is null, Traces.Ambient.Value ?? "none");

    [HealthCheck("ambient-left-behind")]
    internal static (bool, string) LeavesBehind()
    {
        var before = Traces.Ambient.Value ?? "none";
        Traces.Ambient.Value = "left behind";
        return (before is "none", before);
    }

    [HealthCheck("services")]
    internal static (bool, string) Services(Clock clock, [FromKeyedServices("spare")] Clock spare, IServiceProvider services, Missing? missing = null) =>
        (ReferenceEquals(clock, services.GetService(typeof(Clock))), Traces.Describe(clock.Name, spare.Name, missing));

    [HealthCheck("arguments")]
    internal static (bool, string) Arguments(
        string text = "t", int whole = -1, double real = 1.5, bool flag = true, Level level = Level.High, TimeSpan duration = default, Guid id = default, Uri? uri = null, int? maybe = null) =>
        (true, Traces.Describe(text, whole, real, flag, level, duration, id, uri, maybe));

    [HealthCheck("twice-a")]
    [HealthCheck("twice-b")]
    internal static (bool, string) Twice(string which = "default") => (true, which);

    [HealthCheck("warning-thrown", FailureStatus = HealthStatus.Degraded)]
    internal static void WarningThrown() => throw new InvalidOperationException("only a warning, but a loud one");

    [HealthCheck("warning", FailureStatus = HealthStatus.Degraded)]
    internal static HealthCheckResult Warning() => HealthCheckResult.Unhealthy("only a warning");
}
