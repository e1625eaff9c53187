using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint;

/// <summary>Which endpoint answered a report, and for which selection. Immutable.</summary>
public sealed class HealthReportContext
{
    /// <summary>The route of the endpoint that answered, with the prefix of its group: <c>/health/</c>.</summary>
    public required string Endpoint { get; init; }

    /// <summary>What the request selected. Default: all checks of the endpoint.</summary>
    public HealthReportSelection Selection { get; init; } = HealthReportSelection.All;

    /// <summary>The status of the report, as in <see cref="HealthReport.Status"/>.</summary>
    public required HealthStatus Status { get; init; }

    /// <summary>0 where the report is healthy, 30 (a warning) where it is degraded, 40 (an error) where it is unhealthy.</summary>
    public required int Level { get; init; }
}
