using HealthPoint.Reports;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint;

/// <summary>What a viewer may read of one check's result. Immutable.</summary>
public sealed class HealthDetailsEntry
{
    private readonly Exception? _exception;
    private readonly int _detailMaxLength;

    internal HealthDetailsEntry(CheckReport.Entry entry, int detailMaxLength)
    {
        Name = entry.Check.Name;
        Status = entry.Outcome.Status;
        Detail = string.IsNullOrEmpty(entry.Outcome.Detail) ? null : Cut(entry.Outcome.Detail, detailMaxLength);
        Duration = entry.Outcome.Duration;
        Data = entry.Outcome.Data;
        Tags = entry.Settings.Tags;
        IsSilenced = entry.Settings.Silenced;
        _exception = entry.Outcome.Exception;
        _detailMaxLength = detailMaxLength;
    }

    /// <summary>The check's name.</summary>
    public string Name { get; }

    /// <summary>The status that its last run came to.</summary>
    public HealthStatus Status { get; }

    /// <summary>
    /// What the check said, or the message of its exception, cut at <see cref="HealthPointOptions.DetailMaxLength"/>;
    /// <see langword="null"/> where there is nothing to say. Secrets are masked, unless the check is healthy.
    /// </summary>
    public string? Detail { get; }

    /// <summary>How long the run took; zero where the check did not run.</summary>
    public TimeSpan Duration { get; }

    /// <summary>
    /// The data of the check's result: the check's own objects, of any type, in which nothing is masked. Empty where there are
    /// no data.
    /// </summary>
    public IReadOnlyDictionary<string, object> Data { get; }

    /// <summary>The check's tags.</summary>
    public IReadOnlyList<string> Tags { get; }

    /// <summary>Whether the check counts for no verdict; see <see cref="HealthPointOptions.Silenced"/>.</summary>
    public bool IsSilenced { get; }

    /// <summary>
    /// The message of the exception that the check threw or returned, as <see cref="Detail"/> has it;
    /// <see langword="null"/> where there was none. Computed at each call, since few formats need it.
    /// </summary>
    internal string? ExceptionMessage => _exception is null ? null : Cut(CheckOutcome.Message(_exception), _detailMaxLength);

    /// <summary>A detail at the length that the options allow, not cut between the two halves of a character.</summary>
    internal static string Cut(string detail, int maxLength) =>
        detail.Length <= maxLength ? detail : detail[..(char.IsHighSurrogate(detail[maxLength - 1]) ? maxLength - 1 : maxLength)];
}
