namespace HealthPoint;

/// <summary>Which of an endpoint's checks a request selected. If both lists are empty, all of them. Immutable.</summary>
public sealed class HealthReportSelection
{
    internal static readonly HealthReportSelection All = new();

    /// <summary>The names that were asked for and exist. Default: none.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>The tags that were asked for and exist. Default: none.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];
}
