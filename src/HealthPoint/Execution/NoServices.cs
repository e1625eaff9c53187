namespace HealthPoint.Execution;

/// <summary>The services of a check that takes no services.</summary>
internal sealed class NoServices : IServiceProvider
{
    public static readonly NoServices Instance = new();

    public object? GetService(Type serviceType) => null;
}
