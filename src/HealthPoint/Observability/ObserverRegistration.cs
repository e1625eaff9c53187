using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;

namespace HealthPoint.Observability;

/// <summary>Registers an observer. The observer is made later, since it may ask for the services that it observes.</summary>
internal abstract class ObserverRegistration
{
    public abstract IHealthPointObserver Resolve(IServiceProvider services);

    /// <summary>There is one registration for each type, so an observer that is added twice is called once.</summary>
    internal sealed class Of<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T> : ObserverRegistration
        where T : class, IHealthPointObserver
    {
        public override IHealthPointObserver Resolve(IServiceProvider services) => services.GetRequiredService<T>();
    }
}
