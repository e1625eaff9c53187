using Microsoft.Extensions.DependencyInjection;

namespace HealthPoint;

/// <summary>What <c>AddHealthPoint</c> returns: the starting point of everything that can be added to it.</summary>
public interface IHealthPointBuilder
{
    /// <summary>The application's services.</summary>
    IServiceCollection Services { get; }
}
