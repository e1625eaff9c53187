using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using HealthPoint.Contract;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace HealthPoint.Discovery;

/// <summary>
/// Finds the application's own instances, so that no check judges an object that the application does not use. It looks for the
/// service registered as the type; else for the hosted service of that type; else for the one service whose implementation is of
/// that type. The decision for a type holds for all its methods and runs. Thread-safe.
/// </summary>
/// <remarks>
/// The host makes hosted services, and they may need the runner. So the search begins only when the application starts, or with
/// the first run if that comes earlier.
/// </remarks>
internal sealed class InstanceSources(ApplicationServices application, IServiceProvider services, IServiceProviderIsService known)
{
    private readonly Lazy<Registration[]> _registrations = new(() => [.. application.Registrations.Select(Registration.Of)]);
    private readonly ConcurrentDictionary<Type, InstanceSource> _sources = new();

    /// <summary>The source of the instance on which a member is called.</summary>
    /// <exception cref="InvalidOperationException">Several instances could be meant.</exception>
    public InstanceSource Of(HealthMemberDescriptor member) =>
        _sources.TryGetValue(member.InstanceType!, out var decided) ? decided : _sources.GetOrAdd(member.InstanceType!, Decide(member.InstanceType!, member));

    private InstanceSource Decide(Type type, HealthMemberDescriptor member) =>
        AsItself(type) ?? Hosted(type, member) ?? UnderAnotherName(type, member) ?? None(type, member);

    private InstanceSource? AsItself(Type type)
    {
        // Only the container knows all services: some containers are given services that no collection lists.
        if (!known.IsService(type))
        {
            return null;
        }

        var registration = _registrations.Value.LastOrDefault(one => one.Service == type && !one.IsKeyed);
        return new($"the registered service {type}", services => services.GetRequiredService(type))
        {
            IsIdle = typeof(IHostedService).IsAssignableFrom(type) && registration is not null && (registration.Lifetime is not ServiceLifetime.Singleton || HasTwin(registration)),
        };
    }

    /// <summary>Whether the host makes another object of this type for itself.</summary>
    private bool HasTwin(Registration registration) =>
        registration.Maker is not Registration.Kind.Factory
        && _registrations.Value.Any(one => one.IsHosted && one.Maker is Registration.Kind.Type && one.Implementation == registration.Service);

    private InstanceSource? Hosted(Type type, HealthMemberDescriptor member)
    {
        // GetServices makes all hosted services if the host has not, as in a run before the start. So it is not called without need.
        if (!MayBeHosted(type))
        {
            return null;
        }

        object[] found = [.. services.GetServices<IHostedService>().Where(type.IsInstanceOfType).ToHashSet<object>(ReferenceEqualityComparer.Instance)];
        return found switch
        {
            [] => null,
            [var one] => new($"the hosted service {one.GetType()}", _ => one)
            {
                IsIdle = _registrations.Value.Any(other => other.IsHosted && other.Lifetime is ServiceLifetime.Transient && other.Implementation?.IsInstanceOfType(one) is true),
            },
            _ => throw Ambiguous(type, member, found.Select(static one => $"the hosted service {one.GetType()}")),
        };
    }

    private bool MayBeHosted(Type type) =>
        typeof(IHostedService).IsAssignableFrom(type)
        || _registrations.Value.Any(one => one.IsHosted && (one.Implementation is null ? !type.IsSealed : type.IsAssignableFrom(one.Implementation)));

    private InstanceSource? UnderAnotherName(Type type, HealthMemberDescriptor member)
    {
        Registration[] all = [.. _registrations.Value.Where(static one => !one.IsHosted && one.IsOneService)];
        Registration[] found = [.. all.Where(one => one.Implementation == type)];
        if (found is [])
        {
            found = [.. all.Where(one => type.IsAssignableFrom(one.Implementation))];
        }

        return found switch
        {
            [] => null,
            [var one] => Named(type, one, all),
            _ => throw Ambiguous(type, member, found.Select(one => one.Implementation == type ? $"the one {one}" : $"the {one.Implementation} {one}")),
        };
    }

    private static InstanceSource Named(Type type, Registration registration, Registration[] all)
    {
        // The container returns the last registration of a service; the earlier ones can only be had as part of the sequence of all.
        var isLast = registration == all.Last(other => other.Service == registration.Service && other.IsKeyed == registration.IsKeyed && Equals(other.Key, registration.Key));
        return new($"the {registration.Implementation} {registration}", services =>
        {
            var made = isLast ? Resolve(services, registration, registration.Service) : Among(Resolve(services, registration, SequenceOf(registration.Service)));
            return type.IsInstanceOfType(made) ? made : throw new InvalidOperationException(
                $"The service {registration} is no {type}, but {made?.GetType().ToString() ?? "missing"}, which may be a decorator. Register {type} as itself, so that it can be asked.");
        });

        object? Among(object sequence)
        {
            object[] made = [.. (IEnumerable<object>)sequence];
            return Array.Find(made, one => one.GetType() == registration.Implementation) ?? Array.Find(made, type.IsInstanceOfType);
        }
    }

    private static object Resolve(IServiceProvider services, Registration registration, Type type) =>
        registration.IsKeyed ? services.GetRequiredKeyedService(type, registration.Key) : services.GetRequiredService(type);

    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "A service that an instance of a class is registered as is a reference type, and those share their code.")]
    private static Type SequenceOf(Type service) => typeof(IEnumerable<>).MakeGenericType(service);

    private InstanceSource None(Type type, HealthMemberDescriptor member)
    {
        if (!member.Traits.HasFlag(HealthTraits.Construction))
        {
            return new($"nothing: no {type} is registered, and generated code cannot construct one", static _ => null);
        }

        var factory = _registrations.Value.FirstOrDefault(one => one.Implementation is null && !one.IsHosted && one.IsOneService && one.Service.IsAssignableFrom(type));
        return new(
            factory is null ? $"a {type} constructed for each run" : $"a {type} constructed for each run, though the factory {factory} may make one, of which it does not say the type",
            static _ => null)
        {
            IsIdle = typeof(IHostedService).IsAssignableFrom(type),
        };
    }

    private static InvalidOperationException Ambiguous(Type type, HealthMemberDescriptor member, IEnumerable<string> found) =>
        new($"HealthPoint: {member} is called on the application's own {type}, of which there are several: {string.Join(" and ", found)}. " +
            $"Register the one that is meant as {type} itself.");
}
