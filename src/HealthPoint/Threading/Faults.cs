using HealthPoint.Logging;
using Microsoft.Extensions.Logging;

namespace HealthPoint.Threading;

/// <summary>
/// Takes exceptions on threads where no caller is left to catch them: HealthPoint's own, a timer's, the pool's. Such an exception
/// would end the process. Instead it is counted, and logged at most once a minute; the thread goes on. Thread-safe.
/// </summary>
internal sealed class Faults(ILogger logger)
{
    // The system's clock, because the exception may have come from the application's own clock.
    private readonly OncePerMinute _log = new(TimeProvider.System);
    private long _count;

    /// <summary>How many exceptions were taken.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>Takes an exception. Never throws.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="place">Where it was thrown, for the log: <c>the thread of the deadlines</c>.</param>
    public void Add(Exception exception, string place)
    {
        Interlocked.Increment(ref _count);
        if (_log.Passes())
        {
            Log.Safely(() => logger.ThreadFault(exception, place));
        }
    }
}
