using HealthPoint.Logging;
using HealthPoint.Threading;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace HealthPoint.Observability;

/// <summary>
/// Logs verdicts that turn, in order, on a thread of its own. So a logger that blocks delays neither a report nor a
/// deadline.
/// </summary>
internal sealed class TransitionLog
{
    private readonly ILogger _logger;
    private readonly Pump<(HealthTransition Transition, Exception? Exception)> _pump;

    public TransitionLog(CheckThreads threads, Faults faults, ILogger logger) =>
        (_logger, _pump) = (logger, new(threads, turned => Log.Safely(() => Write(turned.Transition, turned.Exception)), faults));

    /// <summary>Adds a verdict that turned, or a first verdict that is not healthy. Returns at once.</summary>
    public void Tell(HealthTransition transition, Exception? exception) => _pump.Add((transition, exception));

    private void Write(HealthTransition transition, Exception? exception)
    {
        var (check, status, detail) = (transition.Name, transition.Current, transition.Detail ?? "no detail");
        switch (status)
        {
            case HealthStatus.Healthy:
                _logger.Recovered(check, status, detail);
                break;
            case HealthStatus.Degraded:
                _logger.Degrading(exception, check, status, detail);
                break;
            default:
                _logger.Failing(exception, check, status, detail);
                break;
        }
    }
}
