namespace HealthPoint.Generator.Tests.Fuzzing;

/// <summary>The service that fuzzed programs take. They are compiled against this assembly.</summary>
public class FuzzService(int mark) : IFuzzService
{
    public int Mark { get; } = mark;

    /// <summary>A nested type and service.</summary>
    public sealed class Nested;
}
