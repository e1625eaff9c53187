using HealthPoint.Contract;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Discovery;

/// <summary>Turns each type that a delegate may return into a verdict, as generated code does for methods that return the same type.</summary>
internal static class Verdicts
{
    private static readonly Delegate[] All =
    [
        (Func<bool, ValueTask<HealthCheckResult>>)HealthOutcome.From,
        (Func<(bool, string?), ValueTask<HealthCheckResult>>)HealthOutcome.From,
        (Func<HealthStatus, ValueTask<HealthCheckResult>>)HealthOutcome.From,
        (Func<HealthCheckResult, ValueTask<HealthCheckResult>>)HealthOutcome.From,
        (Func<Task, ValueTask<HealthCheckResult>>)HealthOutcome.From,
        (Func<Task<bool>, ValueTask<HealthCheckResult>>)HealthOutcome.From,
        (Func<Task<(bool, string?)>, ValueTask<HealthCheckResult>>)HealthOutcome.From,
        (Func<Task<HealthStatus>, ValueTask<HealthCheckResult>>)HealthOutcome.From,
        (Func<Task<HealthCheckResult>, ValueTask<HealthCheckResult>>)HealthOutcome.From,
        (Func<ValueTask, ValueTask<HealthCheckResult>>)HealthOutcome.From,
        (Func<ValueTask<bool>, ValueTask<HealthCheckResult>>)HealthOutcome.From,
        (Func<ValueTask<(bool, string?)>, ValueTask<HealthCheckResult>>)HealthOutcome.From,
        (Func<ValueTask<HealthStatus>, ValueTask<HealthCheckResult>>)HealthOutcome.From,
        (Func<ValueTask<HealthCheckResult>, ValueTask<HealthCheckResult>>)HealthOutcome.From,
    ];

    /// <summary>The conversion from what a delegate returns to its verdict.</summary>
    /// <param name="check">The delegate.</param>
    /// <exception cref="ArgumentException">The type says nothing about health.</exception>
    public static Func<TResult, ValueTask<HealthCheckResult>> Of<TResult>(Delegate check)
    {
        ArgumentNullException.ThrowIfNull(check);

        // The types must be equal: a Task<int> would pass as a Task, and its value would be lost.
        var wanted = typeof(Func<TResult, ValueTask<HealthCheckResult>>);
        return (Func<TResult, ValueTask<HealthCheckResult>>?)Array.Find(All, verdict => verdict.GetType() == wanted) ?? throw new ArgumentException(
            $"A check cannot return {typeof(TResult)}. It returns bool, (bool, string), HealthStatus, HealthCheckResult, a Task or ValueTask of one of them or of nothing, or nothing.",
            nameof(check));
    }
}
