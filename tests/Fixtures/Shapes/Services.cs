using System.Globalization;

namespace Shapes;

/// <summary>A service that the tests register, each application its own.</summary>
public sealed class Clock(string name)
{
    private int _left;

    public string Name { get; } = name;

    /// <summary>How many checks that had it were disposed.</summary>
    public int Left => _left;

    public void Leave() => Interlocked.Increment(ref _left);
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
    public static AsyncLocal<string?> Ambient { get; } = new();

    public static string Describe(params object?[] values) =>
        string.Join('|', values.Select(static value => string.Create(CultureInfo.InvariantCulture, $"{value ?? "null"}")));
}
