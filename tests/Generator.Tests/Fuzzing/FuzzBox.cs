namespace HealthPoint.Generator.Tests.Fuzzing;

/// <summary>A generic service of fuzzed programs.</summary>
public sealed class FuzzBox<T>
{
    public Type Of { get; } = typeof(T);
}
