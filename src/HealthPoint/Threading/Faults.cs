using HealthPoint.Logging;
using Microsoft.Extensions.Logging;

namespace HealthPoint.Threading;

/// <summary>
/// Exceptions on threads where nobody is left to take them: HealthPoint's own, a timer's, the pool's. Such an exception
/// would end the process. It is counted instead, logged at most once a minute, and the thread goes on. Thread-safe.
/// </summary>
internal sealed class Faults(ILogger logger)
{
    // The system's clock: the application's own may be what threw.
    private readonly OncePerMinute _log = new(TimeProvider.System);
    private long _count;

    /// <summary>How many there were.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>Takes an exception. Never throws.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="place">Where, for the log: <c>the thread of the deadlines</c>.</param>
    public void Add(Exception exception, string place)
    {
        Interlocked.Increment(ref _count);
        if (_log.Passes())
        {
            Log.Safely(() => logger.ThreadFault(exception, place));
        }
    }
}
