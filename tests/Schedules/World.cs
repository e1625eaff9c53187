using System.Collections.Concurrent;
using HealthPoint.Discovery;
using HealthPoint.Execution;
using HealthPoint.Observability;
using HealthPoint.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace HealthPoint.Schedules;

/// <summary>A runner of its own for one schedule, with the checks of the module below.</summary>
internal sealed class World : IDisposable
{
    private static readonly ConcurrentDictionary<string, ServiceProvider> Applications = new(StringComparer.Ordinal);

    private readonly CheckTable _table;
    private readonly SettingsMonitor _settings;

    public World(params (string Key, string Value)[] settings)
    {
        Module.Reset();
        var services = Applications.GetOrAdd(string.Join(',', settings), _ => Build(settings));
        (_table, _settings) = (services.GetRequiredService<CheckTable>(), services.GetRequiredService<SettingsMonitor>());
        Runner = new HealthPointRunner(
            _table, _settings, services, [], services.GetRequiredService<HealthPointMetrics>(), Time, Log);
    }

    public HealthPointRunner Runner { get; }

    /// <summary>What the runner has logged.</summary>
    public LastException Log { get; } = new();

    public int Places => _settings.Current.Options.MaxConcurrency;

    public StillTime Time { get; } = new();

    public CheckSet SetOf(string checks) => Runner.Prepare([.. checks.Select(check => _table.Find(check.ToString())!)], _settings.Current);

    public void Dispose() => Runner.Dispose();

    // Once for all schedules: what a schedule changes is the runner's alone.
    private static ServiceProvider Build((string Key, string Value)[] settings)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(static setting => KeyValuePair.Create("HealthPoint:" + setting.Key, (string?)setting.Value))).Build());
        services.AddSingleton<Microsoft.Extensions.Hosting.IHostEnvironment>(new Environment());
        services.AddHealthPoint().AddAssembly(typeof(World).Assembly);
        return services.BuildServiceProvider();
    }

    private sealed class Environment : Microsoft.Extensions.Hosting.IHostEnvironment
    {
        public string ApplicationName { get; set; } = "Schedules";

        public Microsoft.Extensions.FileProviders.IFileProvider ContentRootFileProvider { get; set; } = new Microsoft.Extensions.FileProviders.NullFileProvider();

        public string ContentRootPath { get; set; } = "";

        public string EnvironmentName { get; set; } = "Production";
    }
}
