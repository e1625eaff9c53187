using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint;

/// <summary>What one mapped endpoint does differently. Where a property is <see langword="null"/>, <see cref="HealthPointOptions"/> holds.</summary>
public sealed class HealthPointEndpointOptions
{
    /// <summary>The endpoint knows only checks with one of these tags. Default: all checks.</summary>
    public IList<string>? Tags { get; set; }

    /// <summary>
    /// The endpoint knows only checks whose registration meets the predicate, in addition to <see cref="Tags"/>. It is called for
    /// every check when a request is not answered from a report that is still fresh, and at the latest a second after the last
    /// time. It must be thread-safe. Default: all checks.
    /// </summary>
    public Func<HealthCheckRegistration, bool>? Predicate { get; set; }

    /// <summary>The HTTP status of a failing report, from 400 to 599.</summary>
    public int? FailureStatusCode { get; set; }

    /// <summary>The HTTP status of a degraded report, from 200 to 599 but not 204, 205 or 304, which have no body.</summary>
    public int? DegradedStatusCode { get; set; }

    /// <summary>Whether anonymous callers may select checks.</summary>
    public bool? AllowAnonymousSelection { get; set; }

    /// <summary>
    /// Whether callers that may not see details are refused; no check runs for them. <see langword="null"/> is as in
    /// <see cref="HealthPointOptions"/>, except for <c>MapProbes</c>, whose probes are then open: a kubelet restarts the
    /// container when its probe is refused.
    /// </summary>
    public bool? AuthRequired { get; set; }
}
