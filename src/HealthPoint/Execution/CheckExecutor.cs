using System.Diagnostics;
using System.Globalization;
using HealthPoint.Contract;
using HealthPoint.Logging;
using HealthPoint.Observability;
using HealthPoint.Reports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace HealthPoint.Execution;

/// <summary>Executes a check once, in a scope, a culture and an activity of its own. Whatever goes wrong counts as the check's failure.</summary>
internal sealed class CheckExecutor(IServiceScopeFactory scopes, ILogger logger, CancellationToken stopping)
{
    /// <summary>Runs the check on the caller's thread. Never faults.</summary>
    public async ValueTask<CheckOutcome> ExecuteAsync(CheckRun run)
    {
        try
        {
            // A run belongs to no caller: it has no culture and no request of its own.
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
            using var activity = StartActivity(run);
            var outcome = await JudgeAsync(run).ConfigureAwait(false);
            if (activity is not null)
            {
                Describe(activity, run, outcome);
            }

            return outcome;
        }
        catch (Exception exception)
        {
            // For instance, a listener of activities may throw.
            return CheckOutcome.Threw(exception, run.Settings, run.SinceStarted);
        }
    }

    private async ValueTask<CheckOutcome> JudgeAsync(CheckRun run)
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
        var check = run.State.Check;
        var scope = check.Traits.HasFlag(HealthTraits.Services) ? scopes.CreateAsyncScope() : default(AsyncServiceScope?);
        var invocation = new HealthInvocation(scope?.ServiceProvider ?? NoServices.Instance, run.Settings.Arguments, run.Cancellation);
        HealthCheckResult result;
        try
        {
            result = await check.InvokeAsync(invocation, run.Settings.Registration).ConfigureAwait(false);
        }
        catch
        {
            // The check's own failure is what the report shows. A failed disposal must not hide it.
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

    // The detail is left out: it does not belong in traces.
    private static void Describe(Activity activity, CheckRun run, CheckOutcome outcome)
    {
        activity.SetTag(HealthPointMetrics.CheckStatus, HealthPointMetrics.Text(outcome.Status));

        // The callers were already answered, at the deadline.
        if (run.Outcome.IsCompleted)
        {
            activity.SetTag("error.type", "timeout").SetStatus(ActivityStatusCode.Error);
        }
        else if (outcome.Status == HealthStatus.Unhealthy)
        {
            activity.SetTag("error.type", outcome.Exception?.GetType().FullName ?? "unhealthy").SetStatus(ActivityStatusCode.Error);
        }
    }

    private static Activity? StartActivity(CheckRun run) =>
        HealthPointMetrics.Activities.HasListeners()
            ? HealthPointMetrics.Activities.StartActivity(
                ActivityKind.Internal,
                parentContext: default,
                tags: [new(HealthPointMetrics.CheckName, run.State.Check.Name)],
                links: run.Requester is { } requester ? [new ActivityLink(requester)] : null,
                name: "healthpoint.check")
            : null;
}
