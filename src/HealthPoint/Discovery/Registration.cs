using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace HealthPoint.Discovery;

/// <summary>What the registration of a service says about the object, before any object is made.</summary>
/// <param name="Service">The service type under which the object is asked for.</param>
/// <param name="IsKeyed">Whether it is asked for with a key.</param>
/// <param name="Key">The key.</param>
/// <param name="Lifetime">How long the object is kept.</param>
/// <param name="Maker">What makes the object.</param>
/// <param name="Implementation">
/// The type of the object, or a base class of it where a factory is declared to return that. <see langword="null"/> where a factory
/// is declared to return an interface: as a rule, such a factory only passes on another service.
/// </param>
internal sealed record Registration(Type Service, bool IsKeyed, object? Key, ServiceLifetime Lifetime, Registration.Kind Maker, Type? Implementation)
{
    internal enum Kind
    {
        Type,
        Instance,
        Factory,
    }

    /// <summary>Whether the host starts the object.</summary>
    public bool IsHosted => Service == typeof(IHostedService) && !IsKeyed;

    /// <summary>Whether a single service can be asked for: not an open generic type, and not any key.</summary>
    public bool IsOneService => !Service.IsGenericTypeDefinition && !(IsKeyed && ReferenceEquals(Key, KeyedService.AnyKey));

    // On .NET 8, the properties for services without a key may throw for a service with a key. In the other direction they always throw.
    public static Registration Of(ServiceDescriptor service)
    {
        var (type, instance, factory) = service.IsKeyedService
            ? (service.KeyedImplementationType, service.KeyedImplementationInstance, (Delegate?)service.KeyedImplementationFactory)
            : (service.ImplementationType, service.ImplementationInstance, service.ImplementationFactory);
        var made = type ?? instance?.GetType() ?? factory?.GetType().GenericTypeArguments[^1];
        var maker = type is not null ? Kind.Type : instance is not null ? Kind.Instance : Kind.Factory;
        return new(
            service.ServiceType, service.IsKeyedService, service.ServiceKey, service.Lifetime, maker, maker is Kind.Factory && made is { IsInterface: true } ? null : made);
    }

    public override string ToString() => IsKeyed ? $"registered as {Service} with the key '{Key}'" : $"registered as {Service}";
}
