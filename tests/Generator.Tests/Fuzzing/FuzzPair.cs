using System.Runtime.InteropServices;

namespace HealthPoint.Generator.Tests.Fuzzing;

/// <summary>A structure, which is no service.</summary>
[StructLayout(LayoutKind.Auto)]
public record struct FuzzPair(int Left, int Right);
