namespace HealthPoint.Generator.Tests.Fuzzing;

/// <summary>A structure, which is no service.</summary>
public record struct FuzzPair(int Left, int Right);
