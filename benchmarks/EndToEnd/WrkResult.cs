namespace HealthPoint.Benchmarks;

/// <summary>What wrk saw. A failure is a connection that could not be made, broke off, or waited for its answer for two seconds.</summary>
internal sealed record WrkResult(long Requests, TimeSpan Duration, TimeSpan MedianLatency, TimeSpan Latency99, long Failures)
{
    public double RequestsPerSecond => Requests / Duration.TotalSeconds;
}
