using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace HealthPoint.Benchmarks;

/// <summary>One answer of <c>/health/</c>, without server and routing: the endpoint is called with a context that has no network behind it.</summary>
public class EndpointBenchmarks
{
    private readonly List<WebApplication> _apps = [];
    private Func<Task> _framework = null!, _uncached = null!, _cached = null!, _viewer = null!;

    /// <summary>How many checks.</summary>
    [Params(1, 10, 100, 1000)]
    public int Checks { get; set; }

    // Not asynchronous, and neither is the cleanup: in process, BenchmarkDotNet does not wait for them.
    [GlobalSetup]
    public void Start()
    {
        _framework = RequestOf(new Setup(Contender.MapHealthChecks, Checks: Checks));
        _uncached = RequestOf(new Setup(Contender.MapHealthPoint, Checks: Checks));
        _cached = RequestOf(new Setup(Contender.MapHealthPoint, Checks: Checks, IsCached: true));
        _viewer = RequestOf(new Setup(Contender.MapHealthPoint, Checks: Checks, IsCached: true), BenchmarkHost.Authorization);
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

    [Benchmark(Baseline = true, Description = "MapHealthChecks")]
    public Task FrameworkAsync() => _framework();

    [Benchmark(Description = "MapHealthPoint, CacheDuration 0")]
    public Task UncachedAsync() => _uncached();

    [Benchmark(Description = "MapHealthPoint, default CacheDuration")]
    public Task CachedAsync() => _cached();

    [Benchmark(Description = "MapHealthPoint, default CacheDuration, with details")]
    public Task ViewerAsync() => _viewer();

    private Func<Task> RequestOf(Setup setup, string? authorization = null)
    {
        var app = BenchmarkHost.Build(setup);
        _apps.Add(app);
        app.Start();

        var endpoint = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Single(static endpoint => string.Equals(endpoint.RoutePattern.RawText, BenchmarkHost.HealthPath, StringComparison.Ordinal));
        var answer = endpoint.RequestDelegate!;
        var context = new DefaultHttpContext { RequestServices = app.Services };
        context.Request.Method = HttpMethods.Get;
        context.Request.Path = BenchmarkHost.HealthPath;
        context.Request.Headers.Authorization = authorization;

        // The context is used again and again: nobody reads what is written, and the headers are set anew each time.
        answer(context).GetAwaiter().GetResult();
        return context.Response.StatusCode == StatusCodes.Status200OK
            ? () => answer(context)
            : throw new InvalidOperationException($"{setup} answers {context.Response.StatusCode}.");
    }
}
