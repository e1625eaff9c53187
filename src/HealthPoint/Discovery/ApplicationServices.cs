using Microsoft.Extensions.DependencyInjection;

namespace HealthPoint.Discovery;

/// <summary>
/// The collection that <c>AddHealthPoint</c> was called on. It is read when the services have been built from it, so that
/// what was registered later counts.
/// </summary>
internal sealed record ApplicationServices(IServiceCollection Registrations);
