using Microsoft.Extensions.DependencyInjection;

namespace HealthPoint;

/// <summary>What <c>AddHealthPoint</c> returns: the starting point for everything else that can be added.</summary>
public interface IHealthPointBuilder
{
    /// <summary>The application's services.</summary>
    IServiceCollection Services { get; }
}
