namespace HealthPoint.Configuration;

/// <summary>The rules of tags.</summary>
internal static class Tag
{
    /// <summary>The groups of the status API, which a tag would shadow.</summary>
    private static readonly string[] Reserved = ["health", "stats", "api"];

    /// <summary>What is wrong with a tag, or <see langword="null"/>.</summary>
    public static string? Problem(string? tag) => tag switch
    {
        _ when string.IsNullOrWhiteSpace(tag) => "must not hold an empty tag",
        _ when Reserved.Contains(tag, StringComparer.OrdinalIgnoreCase) => $"must not hold '{tag}', which the status API uses itself",
        _ => null,
    };
}
