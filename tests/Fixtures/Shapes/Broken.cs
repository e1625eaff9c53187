namespace Shapes;

/// <summary>A check broken in each way.</summary>
internal static class Broken
{
    [HealthCheck("broken-throws", Tags = ["broken"])]
    internal static bool Throws() => throw new InvalidOperationException("cannot reach Server=db;Password=hunter2;Port=1");

    [HealthCheck("broken-throws-later", Tags = ["broken"])]
    internal static async Task ThrowsLater()
    {
        await Task.Yield();
        throw new InvalidOperationException("later");
    }

    [HealthCheck("broken-missing-service", Tags = ["broken"])]
    internal static bool MissingService(Missing missing) => missing is not null;

    [HealthCheck("broken-null-task", Tags = ["broken"])]
    internal static Task<bool> NullTask() => Nothing<Task<bool>>();

    [HealthCheck("broken-cancelled", Tags = ["broken"])]
    internal static Task Cancelled() => Task.FromCanceled(new CancellationToken(canceled: true));

    [HealthCheck("broken-status", Tags = ["broken"])]
    internal static Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus UndefinedStatus() => (Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus)42;

    [HealthCheck("broken-scope", Tags = ["broken"])]
    internal static bool Scope(BadScope scope) => scope is not null;

    private static T Nothing<T>() => default!;

    [HealthCheck("broken-public-message", Tags = ["broken"])]
    internal static void PublicMessage() => throw new HealthCheckFailedException("database error", new InvalidOperationException("no route"));
}

internal sealed class BadConstructor
{
    public BadConstructor() => throw new InvalidOperationException("the constructor failed");

    [HealthCheck("broken-constructor", Tags = ["broken"])]
    internal bool Check() => GetHashCode() >= int.MinValue;
}

internal sealed class BadDispose : IDisposable
{
    private readonly bool _healthy = true;

    [HealthCheck("broken-dispose", Tags = ["broken"])]
    internal bool Check() => _healthy;

    public void Dispose() => throw new InvalidOperationException("the disposal failed");
}

internal sealed class FailsAndDisposesBadly : IAsyncDisposable
{
    private readonly string _reason = "the check's own failure";

    [HealthCheck("broken-twice", Tags = ["broken"])]
    internal bool Check() => throw new InvalidOperationException(_reason);

    public ValueTask DisposeAsync() => throw new InvalidOperationException("the disposal failed as well");
}

/// <summary>An instance that generated code constructs and disposes.</summary>
internal sealed class Constructed(Clock clock) : IDisposable
{
    [HealthCheck("constructed")]
    internal (bool, string) Check() => (true, clock.Name);

    public void Dispose() => clock.Leave();
}
