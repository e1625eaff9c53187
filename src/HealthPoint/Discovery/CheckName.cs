namespace HealthPoint.Discovery;

/// <summary>The rules of names. The compiler applies the same rules to attributes (HP040).</summary>
internal static class CheckName
{
    private const int MaxLength = 128;

    /// <summary>What is wrong with a name, or <see langword="null"/>.</summary>
    public static string? Problem(string? name) => name switch
    {
        _ when string.IsNullOrWhiteSpace(name) => "is empty",
        { Length: > MaxLength } => $"is longer than {MaxLength} characters",
        _ when name.Any(char.IsControl) => "contains a control character",
        _ when name.Contains('/', StringComparison.Ordinal) => "contains '/', which separates the parts of a URL",
        _ when name.Contains(':', StringComparison.Ordinal) => "contains ':', which separates the parts of a configuration key",
        _ when name.Contains("__", StringComparison.Ordinal) => "contains '__', which separates the parts of a configuration key in the environment",
        _ => null,
    };
}
