using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Tests.Stress;

/// <summary>The settings of one check as the test has configured them.</summary>
internal sealed record CheckModel
{
    public required string Name { get; init; }

    public required IReadOnlyList<string> DependsOn { get; init; }

    public bool Enabled { get; init; } = true;

    public bool Silenced { get; init; }

    public TimeSpan Timeout { get; init; }

    public TimeSpan CacheDuration { get; init; }

    public TimeSpan? RefreshPeriod { get; init; }

    public int FailureThreshold { get; init; } = 1;

    public HealthStatus FailureStatus { get; init; } = HealthStatus.Unhealthy;

    public string[] Tags { get; init; } = [];

    /// <summary>How old a result may be when a caller reads it.</summary>
    public TimeSpan Freshness => RefreshPeriod is { } period ? 2 * period : CacheDuration;
}

/// <summary>One state of all settings, and when it was in force.</summary>
internal sealed class Epoch(IReadOnlyDictionary<string, CheckModel> checks, long from)
{
    private long _until = long.MaxValue;

    public IReadOnlyDictionary<string, CheckModel> Checks { get; } = checks;

    public long From { get; } = from;

    /// <summary>When the next settings were certainly in force. They may have come into force a little before.</summary>
    public long Until
    {
        get => Volatile.Read(ref _until);
        set => Volatile.Write(ref _until, value);
    }

    /// <summary>The longest time that a report on some checks may take: the largest deadline of these checks and of their dependencies.</summary>
    public TimeSpan DeadlineOf(IEnumerable<string> names)
    {
        var longest = TimeSpan.Zero;
        var all = new HashSet<string>(names, StringComparer.Ordinal);
        var open = new Queue<string>(all);
        while (open.TryDequeue(out var name))
        {
            longest = Clock.Max(longest, Checks[name].Timeout);
            foreach (var dependency in Checks[name].DependsOn.Where(dependency => Checks[dependency] is { Enabled: true, Silenced: false } && all.Add(dependency)))
            {
                open.Enqueue(dependency);
            }
        }

        return longest;
    }
}
