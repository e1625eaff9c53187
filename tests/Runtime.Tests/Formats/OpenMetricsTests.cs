using HealthPoint.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Tests.Formats;

/// <summary>What Prometheus reads.</summary>
public sealed class OpenMetricsTests
{
    [Fact]
    public async Task Odd_names_are_escaped_and_none_is_lost()
    {
        await using var app = await FormatHost.StartOddAsync();
        var samples = OpenMetricsReader.Read((await app.SendAsync("/health/?format=openmetrics", "john:doe")).Body);
        Assert.Equal(3 + (FormatHost.OddNames.Length * 4), samples.Count);
        Assert.Equal((0, 0, 1), (samples["healthpoint_status status=healthy"], samples["healthpoint_status status=degraded"], samples["healthpoint_status status=unhealthy"]));
        for (var i = 0; i < FormatHost.OddNames.Length; i++)
        {
            var name = FormatHost.OddNames[i].Replace("\ud83d ", "\ufffd ", StringComparison.Ordinal);
            foreach (var status in Enum.GetValues<HealthStatus>())
            {
                var word = status switch { HealthStatus.Healthy => "healthy", HealthStatus.Degraded => "degraded", _ => "unhealthy" };
                Assert.Equal(FormatHost.StatusOfOdd(i) == status ? 1 : 0, samples[$"healthpoint_check_status check={name} status={word}"]);
            }

            Assert.InRange(samples[$"healthpoint_check_duration_seconds check={name}"], 0, double.MaxValue);
        }
    }

    [Fact]
    public async Task An_application_without_checks_has_its_status_alone()
    {
        await using var app = await TestApp.StartAsync(settings: TestSettings.John);
        var anonymous = await app.SendAsync("/health/?format=openmetrics");
        Assert.Equal(3, OpenMetricsReader.Read(anonymous.Body).Count);
        Assert.Equal(anonymous.Body, (await app.SendAsync("/health/?format=openmetrics", "john:doe")).Body);
    }

    [Fact]
    public async Task A_scrape_is_never_dropped_for_its_status()
    {
        await using var app = await FormatHost.StartAsync(new HealthCheckResult(HealthStatus.Unhealthy), new() { ["HealthPoint:FailureStatusCode"] = "503" });
        Assert.Equal(503, (await app.SendAsync("/health/")).Status);
        foreach (var user in new[] { null, "john:doe" })
        {
            var answer = await app.SendAsync("/health/", user, configure: static request =>
                request.Headers.TryAddWithoutValidation("Accept", "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1"));
            Assert.Equal(200, answer.Status);
            Assert.Equal(1, OpenMetricsReader.Read(answer.Body)["healthpoint_status status=unhealthy"]);
        }
    }

    [Fact]
    public async Task A_silenced_check_is_in_a_metric_of_its_own()
    {
        await using var app = await TestApp.StartAsync(
            static builder => builder
                .AddCheck("loud", static (_, _) => ValueTask.FromResult(HealthCheckResult.Healthy()))
                .AddCheck("quiet", static (_, _) => ValueTask.FromResult(HealthCheckResult.Unhealthy())),
            settings: TestSettings.John.And(new() { ["HealthPoint:Silenced:0"] = "quiet" }));
        var samples = OpenMetricsReader.Read((await app.SendAsync("/health/?format=openmetrics", "john:doe")).Body);
        Assert.Equal(1, samples["healthpoint_check_silenced check=quiet status=unhealthy"]);
        Assert.Equal(1, samples["healthpoint_check_status check=loud status=healthy"]);
        Assert.Equal(1, samples["healthpoint_status status=healthy"]);
        Assert.Equal(3 + 3 + 3 + 2, samples.Count);
    }
}
