using HealthPoint.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Tests;

/// <summary>The request that nearly all requests are: a probe without credentials, while the last report still holds.</summary>
[Collection(Alone.Name)]
public sealed class KeptAnswerTests
{
    [Theory]
    [InlineData("/health/", HealthStatus.Healthy)]
    [InlineData("/health/", HealthStatus.Unhealthy)]
    [InlineData("/chosen", HealthStatus.Healthy)]
    [InlineData("/chosen", HealthStatus.Unhealthy)]
    [InlineData("/-/health/", HealthStatus.Healthy)]
    [InlineData("/-/health/", HealthStatus.Unhealthy)]
    [InlineData("/__heartbeat__/", HealthStatus.Degraded)]
    [InlineData("/readyz", HealthStatus.Healthy)]
    [InlineData("/readyz", HealthStatus.Unhealthy)]
    public async Task It_allocates_nothing(string path, HealthStatus status)
    {
        var check = new Puppet { Status = status };
        await using var app = await TestApp.StartAsync(
            builder => builder.AddCheck("a", check.RunAsync, static options => (options.CacheDuration, options.Tags) = (TimeSpan.FromHours(1), [HealthTags.Ready])),
            static app =>
            {
                app.MapHealthPoint();
                app.MapHealthPoint("/chosen", static endpoint => endpoint.Predicate = static check => check.Tags.Count > 0);
                app.MapAlive();
                app.MapDockerflow();
                app.MapProbes();
            },
            settings: TestSettings.John);

        // Two requests are needed: the first report comes from a run, the second one from what was kept.
        await app.SendAsync(path);
        await app.SendAsync(path);
        Assert.Equal(Requests.Allocated(static _ => Task.CompletedTask), Requests.Allocated(Requests.DelegateOf(app, path)));
        Assert.Equal(1, check.Runs);
    }
}
