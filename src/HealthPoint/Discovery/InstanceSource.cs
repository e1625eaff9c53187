namespace HealthPoint.Discovery;

/// <summary>Where the instance comes from that the check and stat methods of a type are called on. Thread-safe.</summary>
/// <param name="description">The instance, for messages.</param>
/// <param name="find">Finds it in the scope of a run; <see langword="null"/> where the application has none.</param>
internal sealed class InstanceSource(string description, Func<IServiceProvider, object?> find)
{
    /// <summary>Whether the instance is a hosted service, but none that the host starts.</summary>
    public bool IsIdle { get; init; }

    /// <summary>Finds the instance for one run.</summary>
    /// <param name="services">The run's scope.</param>
    /// <returns>The application's own; <see langword="null"/> where it has none.</returns>
    /// <exception cref="InvalidOperationException">It cannot be made, or turns out to be something else.</exception>
    public object? Find(IServiceProvider services) => find(services);

    public override string ToString() => description;
}
