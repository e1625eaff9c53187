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

/// <summary>The host's own is asked.</summary>
internal sealed class Pump : BackgroundService
{
    [HealthCheck("hosted")]
    internal (bool, string) IsPumping() => (ExecuteTask is not null, "the one that runs");

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stoppingToken);
}

internal interface IValve;

/// <summary>Registered under an interface that another one is registered under as well.</summary>
internal sealed class Valve(string position) : IValve
{
    [HealthCheck("valve")]
    internal (bool, string) IsOpen() => (true, position);
}

internal sealed class OtherValve : IValve;

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
