using HealthPoint;

namespace ReadmeExample;

internal interface IDatabase
{
    Task<bool> AnswersAsync(CancellationToken cancellation);

    Task<bool> HasRecentOrdersAsync(CancellationToken cancellation);
}

internal interface ISupplier
{
    Task<bool> AnswersAsync(CancellationToken cancellation);
}

internal static class Dependencies
{
    [HealthCheck("database", TimeoutSeconds = 0.8, Tags = [HealthTags.Ready])]
    internal static Task<bool> Database(IDatabase database, CancellationToken cancellation) => database.AnswersAsync(cancellation);

    // Skipped while the database is down; read again for ten seconds.
    [HealthCheck("orders", DependsOn = ["database"], CacheSeconds = 10)]
    internal static Task<bool> Orders(IDatabase database, CancellationToken cancellation) => database.HasRecentOrdersAsync(cancellation);

    // In the background, so that nobody waits for it; one failure is no alarm yet.
    [HealthCheck("supplier", RefreshSeconds = 30, TimeoutSeconds = 5, FailureThreshold = 3)]
    internal static Task<bool> Supplier(ISupplier supplier, CancellationToken cancellation) => supplier.AnswersAsync(cancellation);
}
