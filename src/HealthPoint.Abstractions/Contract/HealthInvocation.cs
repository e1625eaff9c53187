using System.ComponentModel;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.DependencyInjection;

namespace HealthPoint.Contract;

/// <summary>
/// One run of a check or stat: its services, its arguments, its token, the instance on which the method is called, and the
/// instances that generated code constructed for the run. Used by one run at a time; not thread-safe.
/// </summary>
/// <param name="services">The run's service scope.</param>
/// <param name="arguments">The parsed values, in the order of <see cref="HealthMemberDescriptor.Arguments"/>.</param>
/// <param name="cancellation">Fires at the run's deadline and when the application stops.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class HealthInvocation(IServiceProvider services, IReadOnlyList<object?> arguments, CancellationToken cancellation)
    : IAsyncDisposable
{
    private List<object>? _owned;

    /// <summary>The run's service scope.</summary>
    public IServiceProvider Services { get; } = services;

    /// <summary>Fires at the run's deadline and when the application stops.</summary>
    public CancellationToken Cancellation { get; } = cancellation;

    /// <summary>The value of an argument.</summary>
    /// <typeparam name="T">The parameter's type.</typeparam>
    /// <param name="index">Its place in <see cref="HealthMemberDescriptor.Arguments"/>.</param>
    /// <returns>The value from the configuration, or the parameter's default value.</returns>
    public T Argument<T>(int index) => (T)arguments[index]!;

    /// <summary>A service that must be registered.</summary>
    /// <typeparam name="T">The service's type.</typeparam>
    /// <returns>The service.</returns>
    /// <exception cref="InvalidOperationException">The service is not registered.</exception>
    public T Service<T>()
        where T : notnull => Services.GetRequiredService<T>();

    /// <summary>A service that may be missing.</summary>
    /// <typeparam name="T">The service's type.</typeparam>
    /// <param name="fallback">The parameter's default value.</param>
    /// <returns>The service, or <paramref name="fallback"/>.</returns>
    public T ServiceOr<T>(T fallback) => Services.GetService(typeof(T)) is T service ? service : fallback;

    /// <summary>A keyed service that must be registered.</summary>
    /// <typeparam name="T">The service's type.</typeparam>
    /// <param name="key">The key; <see langword="null"/> for the service without a key.</param>
    /// <returns>The service.</returns>
    /// <exception cref="InvalidOperationException">The service is not registered, or the container has no keyed services.</exception>
    public T KeyedService<T>(object? key)
        where T : notnull => Services.GetRequiredKeyedService<T>(key);

    /// <summary>A keyed service that may be missing.</summary>
    /// <typeparam name="T">The service's type.</typeparam>
    /// <param name="key">The key; <see langword="null"/> for the service without a key.</param>
    /// <param name="fallback">The parameter's default value.</param>
    /// <returns>The service, or <paramref name="fallback"/>.</returns>
    public T KeyedServiceOr<T>(object? key, T fallback) =>
        Services is IKeyedServiceProvider keyed && keyed.GetKeyedService(typeof(T), key) is T service ? service : fallback;

    /// <summary>
    /// The application's own instance of <see cref="HealthMemberDescriptor.InstanceType"/>. The runtime sets it before the
    /// call; <see langword="null"/> where the method is static, or where the application has none.
    /// </summary>
    public object? Instance { get; set; }

    /// <summary>The application's own instance, where no other instance is possible.</summary>
    /// <typeparam name="T">The type that holds the method.</typeparam>
    /// <returns>The instance.</returns>
    /// <exception cref="InvalidOperationException">The application has no such instance.</exception>
    public T InstanceOf<T>()
        where T : class =>
        InstanceOrNull<T>() ?? throw new InvalidOperationException($"The application has no {typeof(T)}, and generated code cannot construct one. Register it as a service.");

    /// <summary>The application's own instance, if it has one.</summary>
    /// <typeparam name="T">The type that holds the method.</typeparam>
    /// <returns>The instance, or <see langword="null"/>.</returns>
    public T? InstanceOrNull<T>()
        where T : class => (T?)Instance;

    /// <summary>Takes over an instance that generated code constructed. The runner disposes it after the run.</summary>
    /// <typeparam name="T">The instance's type.</typeparam>
    /// <param name="instance">The instance.</param>
    /// <returns><paramref name="instance"/>.</returns>
    public T Own<T>(T instance)
        where T : class
    {
        if (instance is IAsyncDisposable or IDisposable)
        {
            (_owned ??= []).Add(instance);
        }

        return instance;
    }

    /// <summary>
    /// Disposes the instances taken over by <see cref="Own{T}"/>, the last one first. It disposes all of them, whatever one
    /// throws.
    /// </summary>
    /// <returns>
    /// A task that ends when all are disposed. It faults with the exception of one of them, or with an
    /// <see cref="AggregateException"/> where several threw.
    /// </returns>
    public async ValueTask DisposeAsync()
    {
        List<Exception>? failures = null;
        while (_owned is { Count: > 0 } owned)
        {
            var last = owned[^1];
            owned.RemoveAt(owned.Count - 1);
            try
            {
                if (last is IAsyncDisposable asynchronous)
                {
                    await asynchronous.DisposeAsync().ConfigureAwait(false);
                }
                else
                {
                    ((IDisposable)last).Dispose();
                }
            }
            catch (Exception exception)
            {
                (failures ??= []).Add(exception);
            }
        }

        if (failures is [var only])
        {
            ExceptionDispatchInfo.Throw(only);
        }

        if (failures is not null)
        {
            throw new AggregateException(failures);
        }
    }
}
