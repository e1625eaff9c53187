using HealthPoint;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ReadmeExample;

internal interface IBackupStore
{
    Task<DateTimeOffset> LastBackupAsync(CancellationToken cancellation);
}

internal sealed class Backups(IBackupStore store)
{
    [HealthCheck("backup-daily", Tags = ["ops"], TimeoutSeconds = 5, FailureStatus = HealthStatus.Degraded)]
    [HealthCheck("backup-weekly", Tags = ["ops"])]
    internal async Task<(bool, string)> IsRecent(TimeSpan maximumAge, TimeProvider time, CancellationToken cancellation)
    {
        var age = time.GetUtcNow() - await store.LastBackupAsync(cancellation);
        return (age <= maximumAge, $"the last backup is {age.TotalHours:0} hours old");
    }
}
