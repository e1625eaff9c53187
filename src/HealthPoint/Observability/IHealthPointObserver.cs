using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint;

/// <summary>
/// Is told of every report that HealthPoint's endpoints answer, and of every verdict that turns. Added with
/// <c>AddObserver</c>.
/// </summary>
/// <remarks>
/// All observers are called in the order in which they were added, one call at a time, by one thread in the background:
/// a slow one delays no request, no check and no deadline, only the calls behind its own. What one throws is logged, at
/// most once a minute for each, and hinders nobody. What is under way when the application stops is delivered as far as
/// it goes within a second.
/// </remarks>
public interface IHealthPointObserver
{
    /// <summary>
    /// An endpoint of HealthPoint answered a report, to whatever caller; also one whose results were all kept from
    /// before. While 128 reports wait for slow observers, further ones are dropped, and counted in
    /// <c>healthpoint.observer.dropped_reports</c>. Default: does nothing.
    /// </summary>
    /// <param name="report">All of it, whatever the caller was shown: details, data and exceptions, silenced checks too.</param>
    /// <param name="context">Where and for what the report was asked.</param>
    void OnReport(HealthReport report, HealthReportContext context)
    {
    }

    /// <summary>
    /// A verdict turned, or a first one is not healthy. None is ever dropped: for an observer that never comes back they
    /// are kept until the application stops. A check that was skipped because another is down has not turned. Default:
    /// does nothing.
    /// </summary>
    /// <param name="transition">What turned, and how.</param>
    void OnTransition(HealthTransition transition)
    {
    }
}
