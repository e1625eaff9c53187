using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Tests.Hosting;

/// <summary>A check that comes to the verdict that a test tells it. Its detail is the number of the run.</summary>
internal sealed class Puppet
{
    private int _runs;
    private TaskCompletionSource? _held;

    public int Runs => Volatile.Read(ref _runs);

    public HealthStatus Status { get; set; } = HealthStatus.Healthy;

    /// <summary>Keeps runs from ending from now on, whatever their token says.</summary>
    public void Hold() => Volatile.Write(ref _held, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    /// <summary>Lets runs end from now on, also those that were held.</summary>
    public void Release() => Interlocked.Exchange(ref _held, null)?.SetResult();

    public async ValueTask<HealthCheckResult> RunAsync(IServiceProvider services, CancellationToken cancellation)
    {
        var run = Interlocked.Increment(ref _runs);
        if (Volatile.Read(ref _held) is { } held)
        {
            await held.Task;
        }

        return new HealthCheckResult(Status, $"run {run}");
    }
}
