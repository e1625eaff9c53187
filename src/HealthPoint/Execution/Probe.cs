using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace HealthPoint;

/// <summary>One check's single flight: at most one run at a time, shared by everybody who asks meanwhile.</summary>
internal sealed class Probe(Check check, IServiceScopeFactory scopes, RunQueue queue, TimeProvider time, ILogger logger, CancellationToken stopping)
{
    private readonly object _gate = new();
    private CheckRun? _run;
    private HealthStatus? _verdict;

    /// <summary>Joins the run that is under way, or starts one. A run past its deadline is neither joined nor doubled.</summary>
    /// <returns>An outcome that never faults and never comes later than the check's deadline.</returns>
    public Task<CheckOutcome> AskAsync(CheckSettings settings)
    {
        CheckRun run;
        lock (_gate)
        {
            if (_run is { } current)
            {
                return current.IsOverdue ? Task.FromResult(StillRunning(current)) : current.Outcome;
            }

            _run = run = new CheckRun(this, settings, time, stopping);
        }

        queue.Enter(run);
        return run.Outcome;
    }

    /// <summary>Runs the check, on whatever thread calls. Never faults.</summary>
    public async Task ExecuteAsync(CheckRun run)
    {
        if (!run.TryStart())
        {
            queue.Leave();
            return;
        }

        var outcome = await RunAsync(run).ConfigureAwait(false);
        var inTime = run.TryEnd();
        Forget(run);
        if (inTime)
        {
            run.Answer(outcome);
            queue.Leave();
            Tell(outcome);
        }
        else
        {
            Log.Safely(() => logger.EndedLate(check.Name, run.SinceAsked.TotalSeconds, run.Settings.Timeout.TotalSeconds));
        }

        run.Dispose();
    }

    /// <summary>There is no thread for the run.</summary>
    /// <returns>Whether its place is still to be given back.</returns>
    public bool CannotBegin(CheckRun run)
    {
        if (!run.TryStart())
        {
            return true;
        }

        var outcome = CheckOutcome.Failed("not started: the system grants the process no further thread", run.Settings, TimeSpan.Zero);
        var inTime = run.TryEnd();
        Forget(run);
        if (inTime)
        {
            run.Answer(outcome);
            Tell(outcome);
        }

        run.Dispose();
        return inTime;
    }

    /// <summary>The deadline passed while the run waited for a place. It will not be started any more.</summary>
    public CheckOutcome NotStarted(CheckRun run)
    {
        Forget(run);
        var outcome = CheckOutcome.Failed($"not started within {CheckOutcome.Seconds(run.Settings.Timeout)}", run.Settings, TimeSpan.Zero);
        run.Answer(outcome);
        run.Dispose();
        return outcome;
    }

    /// <summary>The deadline passed while the check ran. The run is kept, since it cannot be ended, but its place is free.</summary>
    public CheckOutcome TimedOut(CheckRun run)
    {
        var outcome = CheckOutcome.Failed(TimedOutAfter(run), run.Settings, run.SinceStarted);
        run.Answer(outcome);
        queue.Leave();
        return outcome;
    }

    /// <summary>Logs a verdict that turned, and a first one that is not healthy; one that stays is no news.</summary>
    public void Tell(CheckOutcome outcome)
    {
        HealthStatus? previous;
        lock (_gate)
        {
            (previous, _verdict) = (_verdict, outcome.Status);
        }

        if (outcome.Status != (previous ?? HealthStatus.Healthy))
        {
            Log.Safely(() => LogTurn(outcome));
        }
    }

    private static CheckOutcome StillRunning(CheckRun run) =>
        CheckOutcome.Failed(
            $"{TimedOutAfter(run)} (still running, {CheckOutcome.Seconds(TimeSpan.FromSeconds(Math.Floor(run.SinceAsked.TotalSeconds)))})",
            run.Settings,
            run.SinceStarted);

    private static string TimedOutAfter(CheckRun run) => $"timed out after {CheckOutcome.Seconds(run.Settings.Timeout)}";

    /// <summary>Whatever goes wrong in here, also in a listener of activities, is this check's failure.</summary>
    private async Task<CheckOutcome> RunAsync(CheckRun run)
    {
        try
        {
            // A run belongs to no caller: it has no culture and no request of its own.
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
            using var activity = StartActivity(run);
            var outcome = await JudgeAsync(run).ConfigureAwait(false);
            activity?.SetTag("healthpoint.check.status", outcome.Status.ToString());
            return outcome;
        }
        catch (Exception exception)
        {
            return CheckOutcome.Threw(exception, run.Settings, run.SinceStarted);
        }
    }

    private async Task<CheckOutcome> JudgeAsync(CheckRun run)
    {
        try
        {
            var result = await InvokeAsync(run).ConfigureAwait(false);
            return CheckOutcome.Of(result, run.Settings, run.SinceStarted);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return CheckOutcome.Failed("cancelled: the application is stopping", run.Settings, run.SinceStarted);
        }
        catch (Exception exception)
        {
            return CheckOutcome.Threw(exception, run.Settings, run.SinceStarted);
        }
    }

    private async ValueTask<HealthCheckResult> InvokeAsync(CheckRun run)
    {
        var scope = check.Traits.HasFlag(HealthTraits.Services) ? scopes.CreateAsyncScope() : default(AsyncServiceScope?);
        var invocation = new HealthInvocation(scope?.ServiceProvider ?? NoServices.Instance, run.Settings.Arguments, run.Cancellation);
        HealthCheckResult result;
        try
        {
            result = await check.InvokeAsync(invocation, run.Settings).ConfigureAwait(false);
        }
        catch
        {
            // The check's own failure is the entry; that its disposal failed too must not hide it.
            try
            {
                await DisposeAsync(invocation, scope).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                Log.Safely(() => logger.DisposeFailed(exception, check.Name));
            }

            throw;
        }

        await DisposeAsync(invocation, scope).ConfigureAwait(false);
        return result;
    }

    private static async ValueTask DisposeAsync(HealthInvocation invocation, AsyncServiceScope? scope)
    {
        try
        {
            await invocation.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            if (scope is { } open)
            {
                await open.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private Activity? StartActivity(CheckRun run) =>
        HealthPointMetrics.Activities.StartActivity(
            ActivityKind.Internal,
            parentContext: default,
            tags: [new("healthpoint.check.name", check.Name)],
            links: run.Requester is { } requester ? [new ActivityLink(requester)] : null,
            name: "healthpoint.check");

    private void Forget(CheckRun run)
    {
        lock (_gate)
        {
            if (ReferenceEquals(_run, run))
            {
                _run = null;
            }
        }
    }

    private void LogTurn(CheckOutcome outcome)
    {
        var detail = outcome.Detail ?? "no detail";
        switch (outcome.Status)
        {
            case HealthStatus.Healthy:
                logger.Recovered(check.Name, outcome.Status, detail);
                break;
            case HealthStatus.Degraded:
                logger.Degrading(outcome.Exception, check.Name, outcome.Status, detail);
                break;
            default:
                logger.Failing(outcome.Exception, check.Name, outcome.Status, detail);
                break;
        }
    }

    /// <summary>The services of a check that takes none.</summary>
    private sealed class NoServices : IServiceProvider
    {
        public static readonly NoServices Instance = new();

        public object? GetService(Type serviceType) => null;
    }
}
