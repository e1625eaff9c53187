namespace HealthPoint.Generator.Tests.Fuzzing;

/// <summary>What <see cref="FuzzService"/> is known by.</summary>
public interface IFuzzService
{
    int Mark { get; }
}
