namespace HealthPoint.Benchmarks;

/// <summary>A slice of the bare endpoint and one of the contender beside it, in the same process.</summary>
internal sealed record SlicePair(Slice Bare, Slice Contender)
{
    public double Ratio => Contender.Wrk.RequestsPerSecond / Bare.Wrk.RequestsPerSecond;

    public double AllocatedAboveBare => Contender.AllocatedBytes - Bare.AllocatedBytes;
}
