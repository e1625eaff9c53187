using HealthPoint;
using HealthPoint.Configuration;
using HealthPoint.Disclosure;
using HealthPoint.Discovery;
using HealthPoint.Endpoints;
using HealthPoint.Execution;
using HealthPoint.Formats;
using HealthPoint.Hosting;
using HealthPoint.Observability;
using HealthPoint.Settings;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds HealthPoint to an application.</summary>
public static class HealthPointServiceCollectionExtensions
{
    /// <summary>
    /// Adds every <c>[HealthCheck]</c> of the application and of the assemblies that it references, and the runner that all
    /// health endpoints share, including those of <c>MapHealthChecks</c>. May be called several times, before or after
    /// <c>AddHealthChecks</c>.
    /// </summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Sets options in code. The configuration section <c>HealthPoint</c> overrides them.</param>
    /// <returns>A builder to add more.</returns>
    public static IHealthPointBuilder AddHealthPoint(this IServiceCollection services, Action<HealthPointOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);

        var options = services.AddOptions<HealthPointOptions>();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<HealthPointOptions>, OptionsFromConfiguration>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IOptionsChangeTokenSource<HealthPointOptions>, OptionsFromConfiguration>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<HealthPointOptions>, HealthPointOptionsValidator>());

        services.Replace(ServiceDescriptor.Singleton(new ApplicationServices(services)));
        services.TryAddSingleton<InstanceSources>();
        services.TryAddSingleton<ModuleSource>();
        services.TryAddSingleton<Catalog>();
        services.TryAddSingleton<CheckRegistrations>();
        services.TryAddSingleton<CheckTable>();
        services.TryAddSingleton<OptionsReader>();
        services.TryAddSingleton<SettingsMonitor>();

        services.AddHealthChecks();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<HealthCheckServiceOptions>, CheckRegistrations>(
            static provider => provider.GetRequiredService<CheckRegistrations>()));
        services.TryAddSingleton<HealthPointRunner>();
        services.Replace(ServiceDescriptor.Singleton<HealthCheckService>(static provider => provider.GetRequiredService<HealthPointRunner>()));

        services.AddLogging();
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<HealthPointMetrics>();
        services.TryAddSingleton<BasicAuthentication>();
        services.TryAddSingleton<Gatekeeper>();
        services.TryAddSingleton<EndpointServices>();
        services.TryAddSingleton<VersionEndpoint>();
        services.TryAddSingleton<IHealthVersionProvider, VersionFile>();
        services.TryAddSingleton<ApplicationState>();
        services.TryAddSingleton<Drain>();
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<IHealthReportFormatter, JsonFormat>(),
            ServiceDescriptor.Singleton<IHealthReportFormatter, HealthJsonFormat>(),
            ServiceDescriptor.Singleton<IHealthReportFormatter, TextFormat>(),
            ServiceDescriptor.Singleton<IHealthReportFormatter, UIFormat>(),
            ServiceDescriptor.Singleton<IHealthReportFormatter, OpenMetricsFormat>(),
        ]);
        services.TryAddSingleton<ProbePaths>();
        services.TryAddSingleton<AllowedHosts>();
        services.TryAddSingleton<HostBypass>();
        services.TryAddSingleton<RedirectGuard>();
        AddStartupFilters(services);
        services.AddHostedService<HealthPointLifetime>();
        services.AddHostedService<BackgroundRefresh>();
        return new Builder(services);
    }

    /// <summary>Adds one filter before all others, and one right behind the framework's host filter.</summary>
    private static void AddStartupFilters(IServiceCollection services)
    {
        // The first releases of .NET 8 throw where the implementation of a service with a key is asked for.
        if (services.Any(static service => service is { ServiceType: var type, IsKeyedService: false } && type == typeof(IStartupFilter) && service.ImplementationType == typeof(OutermostFilter)))
        {
            return;
        }

        // Without the framework's host filter our filter comes behind all present filters. HealthPointLifetime tells of that.
        var hostFilter = services.FirstOrDefault(AllowedHosts.IsHostFilter);
        services.Insert(
            hostFilter is null ? services.Count : services.IndexOf(hostFilter) + 1,
            ServiceDescriptor.Singleton<IStartupFilter, HostRestoringFilter>());
        services.Insert(0, ServiceDescriptor.Singleton<IStartupFilter, OutermostFilter>());
    }

    private sealed record Builder(IServiceCollection Services) : IHealthPointBuilder;
}
