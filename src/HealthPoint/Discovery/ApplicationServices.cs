using Microsoft.Extensions.DependencyInjection;

namespace HealthPoint.Discovery;

/// <summary>
/// The collection that <c>AddHealthPoint</c> was called on. It is read only once the services have been built from it, so that
/// later registrations count too.
/// </summary>
internal sealed record ApplicationServices(IServiceCollection Registrations);
