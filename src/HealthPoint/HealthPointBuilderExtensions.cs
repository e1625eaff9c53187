using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using HealthPoint;
using HealthPoint.Configuration;
using HealthPoint.Discovery;
using HealthPoint.Observability;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds health checks that are no methods of the application.</summary>
public static class HealthPointBuilderExtensions
{
    /// <summary>Adds a check written as a delegate. It is run like any other: one run at a time, with a hard deadline.</summary>
    /// <param name="builder">What <c>AddHealthPoint</c> returned.</param>
    /// <param name="name">The check's name, under the rules of <see cref="HealthCheckAttribute.Name"/>; judged at start-up.</param>
    /// <param name="check">Gets the run's own service scope, and a token that fires at the deadline and when the application stops. It may throw to fail.</param>
    /// <param name="configure">Sets what an attribute would set. Configuration overrides it.</param>
    /// <returns><paramref name="builder"/>.</returns>
    public static IHealthPointBuilder AddCheck(
        this IHealthPointBuilder builder,
        string name,
        Func<IServiceProvider, CancellationToken, ValueTask<HealthCheckResult>> check,
        Action<CheckOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(check);

        var declared = new CheckOptions();
        configure?.Invoke(declared);
        builder.Services.AddSingleton<AddedCheck>(new DelegateCheck(name, check) { Declared = declared });
        return builder;
    }

    /// <summary>Adds the checks of an assembly that the application does not reference (a plug-in), and of all assemblies that it references.</summary>
    /// <param name="builder">What <c>AddHealthPoint</c> returned.</param>
    /// <param name="plugin">An assembly compiled with HealthPoint's source generator.</param>
    /// <returns><paramref name="builder"/>.</returns>
    public static IHealthPointBuilder AddAssembly(this IHealthPointBuilder builder, Assembly plugin)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(plugin);

        builder.Services.AddSingleton(new PluginAssembly(plugin));
        return builder;
    }

    /// <summary>Adds a format of your own to the formats of <c>/health/</c>.</summary>
    /// <typeparam name="TFormatter">The format. The application's services make one instance.</typeparam>
    /// <param name="builder">What <c>AddHealthPoint</c> returned.</param>
    /// <returns><paramref name="builder"/>.</returns>
    public static IHealthPointBuilder AddFormatter<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TFormatter>(this IHealthPointBuilder builder)
        where TFormatter : class, IHealthReportFormatter
    {
        ArgumentNullException.ThrowIfNull(builder);

        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHealthReportFormatter, TFormatter>());
        return builder;
    }

    /// <summary>
    /// Adds an observer of reports and transitions, as a singleton that can also be injected by its own type. Several observers are
    /// called in the order in which they were added. An observer that is added twice is called once.
    /// </summary>
    /// <typeparam name="T">
    /// The observer. It is made when the application starts, unless it is registered as a singleton already. Its members are never
    /// called by two threads at once.
    /// </typeparam>
    /// <param name="builder">What <c>AddHealthPoint</c> returned.</param>
    /// <returns><paramref name="builder"/>.</returns>
    public static IHealthPointBuilder AddObserver<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(this IHealthPointBuilder builder)
        where T : class, IHealthPointObserver
    {
        ArgumentNullException.ThrowIfNull(builder);

        builder.Services.TryAddSingleton<T>();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<ObserverRegistration, ObserverRegistration.Of<T>>());
        return builder;
    }
}
