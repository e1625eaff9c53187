namespace HealthPoint.Discovery;

/// <summary>Supplies the instance on which the check and stat methods of a type are called. Thread-safe.</summary>
/// <param name="description">Describes the instance, for messages.</param>
/// <param name="find">Finds the instance in the scope of a run; <see langword="null"/> where the application has none.</param>
internal sealed class InstanceSource(string description, Func<IServiceProvider, object?> find)
{
    /// <summary>Whether the instance is a hosted service that the host does not start.</summary>
    public bool IsIdle { get; init; }

    /// <summary>Finds the instance for one run.</summary>
    /// <param name="services">The run's scope.</param>
    /// <returns>The application's own instance; <see langword="null"/> where it has none.</returns>
    /// <exception cref="InvalidOperationException">The instance cannot be made, or is of another type.</exception>
    public object? Find(IServiceProvider services) => find(services);

    public override string ToString() => description;
}
