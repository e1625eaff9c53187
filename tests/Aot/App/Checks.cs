using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aot.App;

internal static class Checks
{
    [HealthCheck("arguments")]
    internal static (bool, string) Arguments(int number, DayOfWeek day, TimeSpan age, Uri address, Guid? id = null, decimal rate = 1.5m) =>
        (id is null, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{number} {day} {age} {address.Host} {rate}"));

    [HealthCheck("keyed")]
    internal static async Task<(bool, string)> Keyed([FromKeyedServices("replica")] Replica replica, CancellationToken cancellation)
    {
        await Task.Yield();
        cancellation.ThrowIfCancellationRequested();
        return (true, replica.Name);
    }

    [HealthCheck("throws")]
    internal static ValueTask<HealthStatus> Throws() => throw new TimeoutException("Password=secret;Timeout=2");

    [HealthCheck("silenced")]
    internal static bool Silenced() => false;
}

internal sealed class InstanceChecks(TimeProvider time) : IDisposable
{
    [HealthCheck("instance", Tags = [HealthTags.Ready])]
    internal Task<HealthCheckResult> RunAsync() =>
        Task.FromResult(time.GetUtcNow() > DateTimeOffset.UnixEpoch ? HealthCheckResult.Degraded("constructed") : HealthCheckResult.Unhealthy());

    public void Dispose()
    {
        // It only has to be disposable.
    }
}
