using HealthPoint.Observability;
using HealthPoint.Threading;
using Microsoft.Extensions.Logging;

namespace HealthPoint.Execution;

/// <summary>What all checks of a runner share.</summary>
/// <param name="Executor">Executes a run.</param>
/// <param name="Queue">The places of runs.</param>
/// <param name="Threads">Threads that may be blocked.</param>
/// <param name="Time">The clock of ages and deadlines.</param>
/// <param name="Changes">Counts every change that makes a kept report invalid.</param>
/// <param name="Transitions">Logs every turn of a verdict.</param>
/// <param name="Observers">Tells the application's observers of turned verdicts and of reports.</param>
/// <param name="Metrics">Measures runs.</param>
/// <param name="Faults">Takes exceptions that would otherwise end the process.</param>
/// <param name="Logger">The runner's log.</param>
/// <param name="Stopping">Fires when the application stops.</param>
internal sealed record Engine(
    CheckExecutor Executor, RunQueue Queue, CheckThreads Threads, TimeProvider Time, ChangeCount Changes, TransitionLog Transitions,
    ObserverPump Observers, HealthPointMetrics Metrics, Faults Faults, ILogger Logger, CancellationToken Stopping);
