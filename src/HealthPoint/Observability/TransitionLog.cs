using System.Collections.Concurrent;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace HealthPoint;

/// <summary>
/// Logs verdicts that turn, in order, on a thread of its own: a logger that blocks delays neither a report nor a
/// deadline.
/// </summary>
internal sealed class TransitionLog(CheckThreads threads, ILogger logger)
{
    private readonly ConcurrentQueue<(string Check, CheckOutcome Outcome)> _turned = new();
    private int _busy;

    /// <summary>A verdict turned, or the first one is not healthy. Returns at once.</summary>
    public void Tell(string check, CheckOutcome outcome)
    {
        _turned.Enqueue((check, outcome));
        if (Interlocked.Exchange(ref _busy, 1) == 0)
        {
            // Where there is no thread for it now, the next transition tries again.
            threads.Begin(Drain, refused: () => Volatile.Write(ref _busy, 0));
        }
    }

    private void Drain()
    {
        do
        {
            while (_turned.TryDequeue(out var turned))
            {
                Log.Safely(() => Write(turned.Check, turned.Outcome));
            }

            Interlocked.Exchange(ref _busy, 0);
        }
        while (!_turned.IsEmpty && Interlocked.Exchange(ref _busy, 1) == 0);
    }

    private void Write(string check, CheckOutcome outcome)
    {
        var detail = outcome.Detail ?? "no detail";
        switch (outcome.Status)
        {
            case HealthStatus.Healthy:
                logger.Recovered(check, outcome.Status, detail);
                break;
            case HealthStatus.Degraded:
                logger.Degrading(outcome.Exception, check, outcome.Status, detail);
                break;
            default:
                logger.Failing(outcome.Exception, check, outcome.Status, detail);
                break;
        }
    }
}
