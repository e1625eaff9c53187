using HealthPoint.Contract;
using HealthPoint.Discovery;
using HealthPoint.Settings;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Execution;

/// <summary>One check under one snapshot of the settings.</summary>
/// <param name="state">The check's state.</param>
/// <param name="settings">How it runs.</param>
/// <param name="isAlone">Whether the check depends on no other, and no other depends on it.</param>
internal sealed class CheckSlot(CheckState state, CheckSettings settings, bool isAlone)
{
    // The same object serves every quick run, since a quick run uses nothing of it but its arguments.
    private HealthInvocation? _invocation;

    public CheckState State { get; } = state;

    public CheckSettings Settings { get; } = settings;

    /// <summary>
    /// Whether a run needs nothing but a thread: no token, no scope, no kept result. Callers that see no detail ask for its
    /// status alone.
    /// </summary>
    public bool IsQuick { get; } =
        isAlone && state.Check is GeneratedCheck { Traits: HealthTraits.Synchronous } && settings.Pace == TimeSpan.Zero;

    /// <summary>Runs the check on this thread. Never throws.</summary>
    public HealthCheckResult RunQuickly()
    {
        try
        {
            // The generated code declares the check synchronous, so there is nothing to wait for.
            var answer = State.Check.InvokeAsync(_invocation ??= new(NoServices.Instance, Settings.Arguments, CancellationToken.None), Settings.Registration);
            return answer.IsCompleted ? answer.GetAwaiter().GetResult() : HealthCheckResult.Unhealthy("the generated code calls the check synchronous, but it is not");
        }
        catch (Exception exception)
        {
            return HealthCheckResult.Unhealthy(exception: exception);
        }
    }
}
