using HealthPoint.Execution;
using Microsoft.Extensions.Logging;

namespace HealthPoint.Schedules;

/// <summary>A log that keeps the last exception.</summary>
internal sealed class LastException : ILogger<HealthPointRunner>
{
    public Exception? Exception { get; private set; }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Exception = exception ?? Exception;
}
