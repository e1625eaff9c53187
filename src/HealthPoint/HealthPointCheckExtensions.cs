using System.Diagnostics.CodeAnalysis;
using HealthPoint;
using HealthPoint.Configuration;
using HealthPoint.Contract;
using HealthPoint.Discovery;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds health checks written as lambdas, methods and classes.</summary>
/// <remarks>
/// A delegate may return what a method with <c>[HealthCheck]</c> may: <see cref="bool"/>, <c>(bool, string)</c>,
/// <see cref="HealthStatus"/>, <see cref="HealthCheckResult"/>, a <see cref="Task"/> or <see cref="ValueTask"/> of one of
/// them or of nothing, or nothing. It may throw to fail.
/// </remarks>
public static class HealthPointCheckExtensions
{
    // The type of the result is inferred. With one overload for each type, the compiler could not decide about lambdas that only
    // throw, nor about async lambdas, which may return both kinds of tasks.

    /// <summary>Adds a check written as a delegate. It is run like any other: one run at a time, with a hard deadline.</summary>
    /// <typeparam name="TResult">What a method with <c>[HealthCheck]</c> may return.</typeparam>
    /// <param name="builder">What <c>AddHealthPoint</c> returned.</param>
    /// <param name="name">The check's name, under the rules of <see cref="HealthCheckAttribute.Name"/>; judged at start-up.</param>
    /// <param name="check">What the run calls. It may throw to fail.</param>
    /// <param name="configure">Sets what an attribute would set. Configuration overrides it.</param>
    /// <returns><paramref name="builder"/>.</returns>
    /// <exception cref="ArgumentException">A check cannot return <typeparamref name="TResult"/>.</exception>
    public static IHealthPointBuilder AddCheck<TResult>(
        this IHealthPointBuilder builder, string name, Func<TResult> check, Action<CheckOptions>? configure = null)
    {
        var verdict = Verdicts.Of<TResult>(check);
        return builder.AddCheck(name, (Func<IServiceProvider, CancellationToken, ValueTask<HealthCheckResult>>)((_, _) => verdict(check())), configure);
    }

    /// <summary>Adds a check written as a delegate that fails by throwing. It is run like any other: one run at a time, with a hard deadline.</summary>
    /// <param name="builder">What <c>AddHealthPoint</c> returned.</param>
    /// <param name="name">The check's name, under the rules of <see cref="HealthCheckAttribute.Name"/>; judged at start-up.</param>
    /// <param name="check">What the run calls. It throws to fail.</param>
    /// <param name="configure">Sets what an attribute would set. Configuration overrides it.</param>
    /// <returns><paramref name="builder"/>.</returns>
    public static IHealthPointBuilder AddCheck(
        this IHealthPointBuilder builder, string name, Action check, Action<CheckOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(check);

        return builder.AddCheck(
            name,
            (Func<IServiceProvider, CancellationToken, ValueTask<HealthCheckResult>>)((_, _) =>
            {
                check();
                return HealthOutcome.Passed();
            }),
            configure);
    }

    /// <summary>Adds a check written as a delegate. It is run like any other: one run at a time, with a hard deadline.</summary>
    /// <typeparam name="TResult">What a method with <c>[HealthCheck]</c> may return.</typeparam>
    /// <param name="builder">What <c>AddHealthPoint</c> returned.</param>
    /// <param name="name">The check's name, under the rules of <see cref="HealthCheckAttribute.Name"/>; judged at start-up.</param>
    /// <param name="check">Gets a token that fires at the deadline and when the application stops. It may throw to fail.</param>
    /// <param name="configure">Sets what an attribute would set. Configuration overrides it.</param>
    /// <returns><paramref name="builder"/>.</returns>
    /// <exception cref="ArgumentException">A check cannot return <typeparamref name="TResult"/>.</exception>
    public static IHealthPointBuilder AddCheck<TResult>(
        this IHealthPointBuilder builder, string name, Func<CancellationToken, TResult> check, Action<CheckOptions>? configure = null)
    {
        var verdict = Verdicts.Of<TResult>(check);
        return builder.AddCheck(name, (Func<IServiceProvider, CancellationToken, ValueTask<HealthCheckResult>>)((_, cancellation) => verdict(check(cancellation))), configure);
    }

    /// <summary>Adds a check written as a delegate that fails by throwing. It is run like any other: one run at a time, with a hard deadline.</summary>
    /// <param name="builder">What <c>AddHealthPoint</c> returned.</param>
    /// <param name="name">The check's name, under the rules of <see cref="HealthCheckAttribute.Name"/>; judged at start-up.</param>
    /// <param name="check">Gets a token that fires at the deadline and when the application stops. It throws to fail.</param>
    /// <param name="configure">Sets what an attribute would set. Configuration overrides it.</param>
    /// <returns><paramref name="builder"/>.</returns>
    public static IHealthPointBuilder AddCheck(
        this IHealthPointBuilder builder, string name, Action<CancellationToken> check, Action<CheckOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(check);

        return builder.AddCheck(
            name,
            (Func<IServiceProvider, CancellationToken, ValueTask<HealthCheckResult>>)((_, cancellation) =>
            {
                check(cancellation);
                return HealthOutcome.Passed();
            }),
            configure);
    }

    /// <summary>Adds a check written as a delegate. It is run like any other: one run at a time, with a hard deadline.</summary>
    /// <typeparam name="TResult">What a method with <c>[HealthCheck]</c> may return.</typeparam>
    /// <param name="builder">What <c>AddHealthPoint</c> returned.</param>
    /// <param name="name">The check's name, under the rules of <see cref="HealthCheckAttribute.Name"/>; judged at start-up.</param>
    /// <param name="check">Gets the run's own service scope, and a token that fires at the deadline and when the application stops. It may throw to fail.</param>
    /// <param name="configure">Sets what an attribute would set. Configuration overrides it.</param>
    /// <returns><paramref name="builder"/>.</returns>
    /// <exception cref="ArgumentException">A check cannot return <typeparamref name="TResult"/>.</exception>
    public static IHealthPointBuilder AddCheck<TResult>(
        this IHealthPointBuilder builder, string name, Func<IServiceProvider, CancellationToken, TResult> check, Action<CheckOptions>? configure = null)
    {
        var verdict = Verdicts.Of<TResult>(check);
        return builder.AddCheck(name, (Func<IServiceProvider, CancellationToken, ValueTask<HealthCheckResult>>)((services, cancellation) => verdict(check(services, cancellation))), configure);
    }

    /// <summary>Adds a check written as a delegate that fails by throwing. It is run like any other: one run at a time, with a hard deadline.</summary>
    /// <param name="builder">What <c>AddHealthPoint</c> returned.</param>
    /// <param name="name">The check's name, under the rules of <see cref="HealthCheckAttribute.Name"/>; judged at start-up.</param>
    /// <param name="check">Gets the run's own service scope, and a token that fires at the deadline and when the application stops. It throws to fail.</param>
    /// <param name="configure">Sets what an attribute would set. Configuration overrides it.</param>
    /// <returns><paramref name="builder"/>.</returns>
    public static IHealthPointBuilder AddCheck(
        this IHealthPointBuilder builder, string name, Action<IServiceProvider, CancellationToken> check, Action<CheckOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(check);

        return builder.AddCheck(
            name,
            (Func<IServiceProvider, CancellationToken, ValueTask<HealthCheckResult>>)((services, cancellation) =>
            {
                check(services, cancellation);
                return HealthOutcome.Passed();
            }),
            configure);
    }

    /// <summary>Adds a check that is a class. It is run like any other: one run at a time, with a hard deadline.</summary>
    /// <typeparam name="T">
    /// The class. The instance comes from the run's own service scope where the class is registered. Otherwise each run makes an
    /// instance with the services that its constructor asks for, and disposes it afterwards.
    /// </typeparam>
    /// <param name="builder">What <c>AddHealthPoint</c> returned.</param>
    /// <param name="name">The check's name, under the rules of <see cref="HealthCheckAttribute.Name"/>; judged at start-up.</param>
    /// <param name="configure">Sets what an attribute would set. Configuration overrides it.</param>
    /// <returns><paramref name="builder"/>.</returns>
    public static IHealthPointBuilder AddCheck<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(
        this IHealthPointBuilder builder, string name, Action<CheckOptions>? configure = null)
        where T : class, IHealthCheck
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);

        var declared = new CheckOptions();
        configure?.Invoke(declared);
        builder.Services.AddSingleton<AddedCheck>(new ClassCheck<T>(name) { Declared = declared });
        return builder;
    }
}
