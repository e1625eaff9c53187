using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace HealthPoint.Benchmarks;

/// <summary>One report of trivial checks, asked of the application's <see cref="HealthCheckService"/>.</summary>
public class ReportBenchmarks
{
    private readonly List<WebApplication> _apps = [];
    private HealthCheckService _framework = null!, _uncached = null!, _cached = null!, _delegates = null!;

    /// <summary>How many checks.</summary>
    [Params(1, 10, 100, 1000)]
    public int Checks { get; set; }

    // Not asynchronous, and neither is the cleanup: in process, BenchmarkDotNet does not wait for them.
    [GlobalSetup]
    public void Start()
    {
        _framework = ServiceOf(new Setup(Contender.MapHealthChecks, Checks: Checks));
        _uncached = ServiceOf(new Setup(Contender.MapHealthPoint, Checks: Checks));
        _cached = ServiceOf(new Setup(Contender.MapHealthPoint, Checks: Checks, IsCached: true));
        _delegates = ServiceOf(new Setup(Contender.MapHealthChecksOverHealthPoint, Checks: Checks));
    }

    [GlobalCleanup]
    public void Stop()
    {
        foreach (var app in _apps)
        {
            app.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }

        _apps.Clear();
    }

    [Benchmark(Baseline = true, Description = "MapHealthChecks, its service")]
    public Task<HealthReport> FrameworkAsync() => _framework.CheckHealthAsync();

    [Benchmark(Description = "HealthPoint, CacheDuration 0")]
    public Task<HealthReport> UncachedAsync() => _uncached.CheckHealthAsync();

    [Benchmark(Description = "HealthPoint, default CacheDuration")]
    public Task<HealthReport> CachedAsync() => _cached.CheckHealthAsync();

    [Benchmark(Description = "HealthPoint, CacheDuration 0, delegates of AddHealthChecks")]
    public Task<HealthReport> DelegatesAsync() => _delegates.CheckHealthAsync();

    private HealthCheckService ServiceOf(Setup setup)
    {
        var app = BenchmarkHost.Build(setup);
        _apps.Add(app);
        app.Start();
        var service = app.Services.GetRequiredService<HealthCheckService>();

        // A report without the checks that are to be measured would be fast indeed.
        var report = service.CheckHealthAsync().GetAwaiter().GetResult();
        return report.Status == HealthStatus.Healthy && report.Entries.Count == Checks
            ? service
            : throw new InvalidOperationException($"{setup} reports {report.Status} with {report.Entries.Count} checks.");
    }
}
