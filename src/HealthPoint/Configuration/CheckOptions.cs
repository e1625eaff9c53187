using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Configuration;

/// <summary>
/// The settings of one check; what is <see langword="null"/> stays as the attribute, <c>AddCheck</c> or
/// <see cref="HealthPointOptions"/> say.
/// </summary>
public sealed class CheckOptions
{
    /// <summary>What says nothing. Not to be changed.</summary>
    internal static readonly CheckOptions None = new();

    private Dictionary<string, string>? _arguments;

    /// <summary>Whether the check is run and listed at all. Default: it is.</summary>
    public bool? Enabled { get; set; }

    /// <summary>The hard deadline; more than zero, at most an hour.</summary>
    public TimeSpan? Timeout { get; set; }

    /// <summary>For how long a result is fresh; zero is "never", at most a year.</summary>
    public TimeSpan? CacheDuration { get; set; }

    /// <summary>The period at which the check is run in the background instead of per request; from 10 ms to a year.</summary>
    public TimeSpan? RefreshPeriod { get; set; }

    /// <summary>How many failed runs in a row turn a good verdict; at least 1. Above 1 it needs a cache duration or a refresh period.</summary>
    public int? FailureThreshold { get; set; }

    /// <summary>What a failure means: <see cref="HealthStatus.Unhealthy"/> or <see cref="HealthStatus.Degraded"/>.</summary>
    public HealthStatus? FailureStatus { get; set; }

    /// <summary>The check's tags. They take the place of the declared ones.</summary>
    public IList<string>? Tags { get; set; }

    /// <summary>Names of the checks without which this one says nothing. Not a configuration key, and not changed by a reload.</summary>
    public IList<string>? DependsOn { get; set; }

    /// <summary>The values of the check's arguments, as text, by the parameter's name (ignoring case).</summary>
    public IDictionary<string, string> Arguments => _arguments ??= new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The same, to be changed for itself. The configuration replaces lists and never changes them.</summary>
    internal CheckOptions Copy()
    {
        var copy = (CheckOptions)MemberwiseClone();
        copy._arguments = _arguments is null ? null : new(_arguments, StringComparer.OrdinalIgnoreCase);
        return copy;
    }
}
