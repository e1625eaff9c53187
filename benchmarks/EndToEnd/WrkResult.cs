namespace HealthPoint.Benchmarks;

/// <summary>What wrk saw.</summary>
internal sealed record WrkResult(long Requests, TimeSpan Duration, TimeSpan MedianLatency, TimeSpan Latency99)
{
    public double RequestsPerSecond => Requests / Duration.TotalSeconds;
}
