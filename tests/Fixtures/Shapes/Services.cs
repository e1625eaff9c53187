using System.Globalization;

namespace Shapes;

/// <summary>A service that the tests register.</summary>
public sealed class Clock(string name)
{
    public string Name { get; } = name;
}

/// <summary>A service that nobody registers.</summary>
public sealed class Missing;

/// <summary>A scoped service whose disposal fails.</summary>
public sealed class BadScope : IDisposable
{
    public void Dispose() => throw new InvalidOperationException("the scope did not close");
}

public enum Level
{
    Low,
    High,
}

/// <summary>What the checks leave behind for the tests to see.</summary>
public static class Traces
{
    private static int _disposed;

    public static AsyncLocal<string?> Ambient { get; } = new();

    public static int Disposed => _disposed;

    public static void CountDisposal() => Interlocked.Increment(ref _disposed);

    public static string Describe(params object?[] values) =>
        string.Join('|', values.Select(static value => string.Create(CultureInfo.InvariantCulture, $"{value ?? "null"}")));
}
