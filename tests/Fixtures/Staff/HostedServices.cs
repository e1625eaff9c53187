using Microsoft.Extensions.Hosting;

namespace Staff;

/// <summary>A hosted service that knows whether it was started.</summary>
public sealed class Worker : BackgroundService
{
    public string Mark { get; set; } = "a new one";

    [HealthCheck("worker")]
    internal (bool, string) Check() => (ExecuteTask is not null, Mark);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stoppingToken);
}

/// <summary>What hosted services share, the check as well.</summary>
public abstract class Courier : IHostedService
{
    private bool _started;

    [HealthCheck("courier")]
    internal (bool, string) Check() => (_started, GetType().Name);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _started = true;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

public sealed class Van : Courier;

public sealed class Bike : Courier;

/// <summary>Nothing about it says that what implements it is hosted.</summary>
public interface IPatrol
{
    [HealthCheck("patrol")]
    (bool Success, string Detail) Check();
}

public sealed class Guard : Courier, IPatrol
{
    (bool Success, string Detail) IPatrol.Check() => Check();
}
