using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace HealthPoint.Discovery;

/// <summary>What the registration of a service says of the object it makes, before anything is made.</summary>
/// <param name="Service">What the object is asked for as.</param>
/// <param name="IsKeyed">Whether it is asked for with a key.</param>
/// <param name="Key">The key.</param>
/// <param name="Lifetime">For how long it is kept.</param>
/// <param name="Maker">What makes it.</param>
/// <param name="Implementation">
/// Its type, or a base class of it where a factory names no more; <see langword="null"/> where a factory names an interface,
/// which as a rule only hands on another service.
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

    /// <summary>Whether one service can be asked for, and not whatever has some type argument or some key.</summary>
    public bool IsOneService => !Service.IsGenericTypeDefinition && !(IsKeyed && ReferenceEquals(Key, KeyedService.AnyKey));

    // On .NET 8, what is there for services without a key may throw for one with a key; the other way round it always does.
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
