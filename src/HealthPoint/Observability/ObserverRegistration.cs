using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;

namespace HealthPoint.Observability;

/// <summary>That an observer was added. It is made later, since it may ask for what it observes.</summary>
internal abstract class ObserverRegistration
{
    public abstract IHealthPointObserver Resolve(IServiceProvider services);

    /// <summary>One registration for each type: whoever is added twice is called once.</summary>
    internal sealed class Of<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T> : ObserverRegistration
        where T : class, IHealthPointObserver
    {
        public override IHealthPointObserver Resolve(IServiceProvider services) => services.GetRequiredService<T>();
    }
}
