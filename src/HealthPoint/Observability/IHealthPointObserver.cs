using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint;

/// <summary>
/// Observes every report that HealthPoint's endpoints answer, and every turn of a verdict. Added with
/// <c>AddObserver</c>.
/// </summary>
/// <remarks>
/// One thread in the background calls all observers, one call at a time, in the order in which the observers were added. So a
/// slow observer delays no request, no check and no deadline, but only the calls behind its own. An exception of an observer is
/// logged, at most once a minute for each observer, and stops no other call. When the application stops, the calls that still
/// wait are delivered as far as possible within a second.
/// </remarks>
public interface IHealthPointObserver
{
    /// <summary>
    /// Called when an endpoint of HealthPoint answers a report, to any caller, also when all its results were kept from earlier
    /// runs. While 128 reports wait for slow observers, further reports are dropped, and counted in
    /// <c>healthpoint.observer.dropped_reports</c>. Default: does nothing.
    /// </summary>
    /// <param name="report">The whole report, whatever the caller was shown: details, data and exceptions, silenced checks too.</param>
    /// <param name="context">Which endpoint answered, and for which selection.</param>
    void OnReport(HealthReport report, HealthReportContext context)
    {
    }

    /// <summary>
    /// Called when a verdict turns, or when a first verdict is not healthy. No transition is ever dropped: for an observer that never
    /// returns they are kept until the application stops. A check that was skipped because another check is down has not turned.
    /// Default: does nothing.
    /// </summary>
    /// <param name="transition">Which verdict turned, and how.</param>
    void OnTransition(HealthTransition transition)
    {
    }
}
