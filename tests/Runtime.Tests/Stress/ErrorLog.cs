using Microsoft.Extensions.Logging;

namespace HealthPoint.Tests.Stress;

/// <summary>
/// Looks for errors that should never be logged, and counts refused reloads. Unlike the log of other tests, it keeps nothing.
/// </summary>
internal sealed class ErrorLog(Findings findings) : ILoggerProvider, ILogger
{
    // The expected events: a refused reload; a verdict that turned; a check whose disposal failed too.
    private static readonly int[] Expected = [1, 4, 8];

    private string _category = "";
    private int _refused;

    /// <summary>How many reloads were refused.</summary>
    public int Refused => _refused;

    public ILogger CreateLogger(string categoryName) => new ErrorLog(findings) { _category = categoryName, Parent = this };

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var isOurs = _category.StartsWith("HealthPoint", StringComparison.Ordinal);
        if (isOurs && eventId.Id == 1)
        {
            Interlocked.Increment(ref (Parent ?? this)._refused);
        }

        if (logLevel >= LogLevel.Error && !(isOurs && Expected.Contains(eventId.Id)))
        {
            findings.Add("No exception escapes", $"{_category}: {formatter(state, exception)} {exception}");
        }
    }

    public void Dispose()
    {
    }

    private ErrorLog? Parent { get; init; }
}
