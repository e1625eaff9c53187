namespace HealthPoint.Benchmarks;

/// <summary>A measurement that would be wrong, or could not be made.</summary>
internal sealed class BenchmarkFailedException(string message, Exception? inner = null) : Exception(message, inner);
