using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Configuration;

/// <summary>
/// The settings of one check. Where a property is <see langword="null"/>, the attribute, <c>AddCheck</c> or
/// <see cref="HealthPointOptions"/> decides.
/// </summary>
public sealed class CheckOptions
{
    /// <summary>Options that set nothing. They must not be changed.</summary>
    internal static readonly CheckOptions None = new();

    private Dictionary<string, string>? _arguments;

    /// <summary>Whether the check is run and listed at all. Default: <see langword="true"/>.</summary>
    public bool? Enabled { get; set; }

    /// <summary>The hard deadline; more than zero, at most an hour.</summary>
    public TimeSpan? Timeout { get; set; }

    /// <summary>How long a result is fresh; zero means never, at most a year.</summary>
    public TimeSpan? CacheDuration { get; set; }

    /// <summary>The period at which the check is run in the background instead of per request; from 10 ms to a year.</summary>
    public TimeSpan? RefreshPeriod { get; set; }

    /// <summary>How many failed runs in a row turn a good verdict; at least 1. Above 1 it needs a cache duration or a refresh period.</summary>
    public int? FailureThreshold { get; set; }

    /// <summary>The status of a failure: <see cref="HealthStatus.Unhealthy"/> or <see cref="HealthStatus.Degraded"/>.</summary>
    public HealthStatus? FailureStatus { get; set; }

    /// <summary>The check's tags. They replace the declared ones.</summary>
    public IList<string>? Tags { get; set; }

    /// <summary>The names of the checks without which this one says nothing. Not a configuration key, and not changed by a reload.</summary>
    public IList<string>? DependsOn { get; set; }

    /// <summary>The values of the check's arguments, as text, by the parameter's name (ignoring case).</summary>
    public IDictionary<string, string> Arguments => _arguments ??= new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A copy that can be changed alone. Lists are shared: the configuration replaces them and never changes them.</summary>
    internal CheckOptions Copy()
    {
        var copy = (CheckOptions)MemberwiseClone();
        copy._arguments = _arguments is null ? null : new(_arguments, StringComparer.OrdinalIgnoreCase);
        return copy;
    }
}
