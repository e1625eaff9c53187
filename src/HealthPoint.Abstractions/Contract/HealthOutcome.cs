using System.ComponentModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Contract;

/// <summary>
/// Turns whatever a check method returns into its verdict. The task is awaited here, once, so that generated code holds no
/// state machine.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class HealthOutcome
{
    private const string NullTask = "The check returned null instead of a task.";

    /// <summary>The verdict of a method that returns nothing.</summary>
    /// <returns>Healthy.</returns>
    public static ValueTask<HealthCheckResult> Passed() => new(HealthCheckResult.Healthy());

    /// <summary>The verdict of a <see cref="bool"/>.</summary>
    /// <param name="result">What the method returned.</param>
    /// <returns>The verdict.</returns>
    public static ValueTask<HealthCheckResult> From(bool result) => new(Verdict(result));

    /// <summary>The verdict of a <see cref="bool"/> with its detail.</summary>
    /// <param name="result">What the method returned.</param>
    /// <returns>The verdict.</returns>
    public static ValueTask<HealthCheckResult> From((bool Success, string? Detail) result) => new(Verdict(result));

    /// <summary>The verdict of a <see cref="HealthStatus"/>.</summary>
    /// <param name="result">What the method returned.</param>
    /// <returns>The verdict.</returns>
    public static ValueTask<HealthCheckResult> From(HealthStatus result) => new(new HealthCheckResult(result));

    /// <summary>The verdict of a <see cref="HealthCheckResult"/>.</summary>
    /// <param name="result">What the method returned.</param>
    /// <returns>The verdict.</returns>
    public static ValueTask<HealthCheckResult> From(HealthCheckResult result) => new(result);

    /// <summary>The verdict of a task.</summary>
    /// <param name="result">What the method returned.</param>
    /// <returns>The verdict.</returns>
    public static async ValueTask<HealthCheckResult> From(Task? result)
    {
        await (result ?? throw new InvalidOperationException(NullTask)).ConfigureAwait(false);
        return HealthCheckResult.Healthy();
    }

    /// <summary>The verdict of a task of <see cref="bool"/>.</summary>
    /// <param name="result">What the method returned.</param>
    /// <returns>The verdict.</returns>
    public static async ValueTask<HealthCheckResult> From(Task<bool>? result) =>
        Verdict(await (result ?? throw new InvalidOperationException(NullTask)).ConfigureAwait(false));

    /// <summary>The verdict of a task of <see cref="HealthStatus"/>.</summary>
    /// <param name="result">What the method returned.</param>
    /// <returns>The verdict.</returns>
    public static async ValueTask<HealthCheckResult> From(Task<HealthStatus>? result) =>
        new(await (result ?? throw new InvalidOperationException(NullTask)).ConfigureAwait(false));

    /// <summary>The verdict of a task of <see cref="HealthCheckResult"/>.</summary>
    /// <param name="result">What the method returned.</param>
    /// <returns>The verdict.</returns>
    public static async ValueTask<HealthCheckResult> From(Task<HealthCheckResult>? result) =>
        await (result ?? throw new InvalidOperationException(NullTask)).ConfigureAwait(false);

    /// <summary>The verdict of a task.</summary>
    /// <param name="result">What the method returned.</param>
    /// <returns>The verdict.</returns>
    public static async ValueTask<HealthCheckResult> From(ValueTask result)
    {
        await result.ConfigureAwait(false);
        return HealthCheckResult.Healthy();
    }

    /// <summary>The verdict of a task of <see cref="bool"/>.</summary>
    /// <param name="result">What the method returned.</param>
    /// <returns>The verdict.</returns>
    public static async ValueTask<HealthCheckResult> From(ValueTask<bool> result) => Verdict(await result.ConfigureAwait(false));

    /// <summary>The verdict of a task of <see cref="HealthStatus"/>.</summary>
    /// <param name="result">What the method returned.</param>
    /// <returns>The verdict.</returns>
    public static async ValueTask<HealthCheckResult> From(ValueTask<HealthStatus> result) => new(await result.ConfigureAwait(false));

    /// <summary>The verdict of a task of <see cref="HealthCheckResult"/>.</summary>
    /// <param name="result">What the method returned.</param>
    /// <returns>The verdict.</returns>
    public static ValueTask<HealthCheckResult> From(ValueTask<HealthCheckResult> result) => result;

    // Nullable-oblivious, because a Task<(bool, string)> and a Task<(bool, string?)> are both welcome and cannot be two overloads.
#nullable disable annotations

    /// <summary>The verdict of a task of <see cref="bool"/> and its detail.</summary>
    /// <param name="result">What the method returned.</param>
    /// <returns>The verdict.</returns>
    public static async ValueTask<HealthCheckResult> From(Task<(bool Success, string Detail)> result) =>
        Verdict(await (result ?? throw new InvalidOperationException(NullTask)).ConfigureAwait(false));

    /// <summary>The verdict of a task of <see cref="bool"/> and its detail.</summary>
    /// <param name="result">What the method returned.</param>
    /// <returns>The verdict.</returns>
    public static async ValueTask<HealthCheckResult> From(ValueTask<(bool Success, string Detail)> result) =>
        Verdict(await result.ConfigureAwait(false));

#nullable restore annotations

    private static HealthCheckResult Verdict(bool success) => success ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy();

    private static HealthCheckResult Verdict((bool Success, string? Detail) result) =>
        result.Success ? HealthCheckResult.Healthy(result.Detail) : HealthCheckResult.Unhealthy(result.Detail);
}
