namespace HealthPoint.Tests.Stress;

/// <summary>Real time, as a number that grows.</summary>
internal static class Clock
{
    public static long Now => TimeProvider.System.GetTimestamp();

    public static TimeSpan Since(long from) => TimeProvider.System.GetElapsedTime(from);

    public static TimeSpan Between(long from, long to) => TimeProvider.System.GetElapsedTime(from, to);

    public static long After(long from, TimeSpan later) => from + (long)(later.TotalSeconds * TimeProvider.System.TimestampFrequency);

    public static Task Pause(double milliseconds, CancellationToken cancellation = default) =>
        Task.Delay(TimeSpan.FromMilliseconds(milliseconds), TimeProvider.System, cancellation);

    public static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
