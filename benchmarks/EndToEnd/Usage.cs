namespace HealthPoint.Benchmarks;

/// <summary>What a server has used since its start.</summary>
/// <param name="CpuMicroseconds">Time on processors, of all its threads.</param>
/// <param name="AllocatedBytes">Bytes that managed code has allocated.</param>
/// <param name="Runs">How often each waiting check was run.</param>
/// <param name="LastRuns">When it was run last, in seconds of the server's clock.</param>
internal sealed record Usage(double CpuMicroseconds, long AllocatedBytes, long[] Runs, double[] LastRuns);
