using System.Globalization;
using System.Text.Json.Nodes;
using HealthPoint.Tests.Formats;
using HealthPoint.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Tests;

/// <summary>Prometheus itself, as Debian has it, and its own judge of metrics.</summary>
public sealed class PrometheusTests
{
    [Fact]
    public async Task Promtool_finds_no_fault()
    {
        foreach (var status in Enum.GetValues<HealthStatus>())
        {
            await using var app = await FormatHost.StartAsync(new HealthCheckResult(status), new() { ["HealthPoint:Silenced:0"] = "a" });
            Assert.Equal((0, ""), await CheckAsync((await app.SendAsync("/health/?format=openmetrics")).Body));
            Assert.Equal((0, ""), await CheckAsync((await app.SendAsync("/health/?format=openmetrics", "john:doe")).Body));
        }

        await using var odd = await FormatHost.StartOddAsync();
        Assert.Equal((0, ""), await CheckAsync((await odd.SendAsync("/health/?format=openmetrics", "john:doe")).Body));
        Assert.NotEqual((0, ""), await CheckAsync("nonsense{"));
    }

    [Fact]
    public async Task Prometheus_scrapes_what_anybody_and_what_a_viewer_may_see_while_it_is_well_and_while_it_is_not()
    {
        var puppet = new Puppet();
        await using var app = await TestApp.StartAsync(
            builder => builder.AddCheck("quote\" back\\slash 🙂", puppet.RunAsync, static check => check.CacheDuration = TimeSpan.Zero),
            settings: TestSettings.John);
        var port = Server.FreePort();
        await using var prometheus = Server.Start("prometheus", Configuration(app.Client.BaseAddress!), (file, folder) =>
            [$"--config.file={file}", $"--storage.tsdb.path={folder}", string.Create(CultureInfo.InvariantCulture, $"--web.listen-address=127.0.0.1:{port}"), "--log.level=error"]);
        using var client = new HttpClient { BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")) };
        foreach (var (status, word) in new[] { (HealthStatus.Healthy, "healthy"), (HealthStatus.Degraded, "degraded"), (HealthStatus.Unhealthy, "unhealthy"), (HealthStatus.Healthy, "healthy") })
        {
            puppet.Status = status;
            await ReadsAsync("up", 1, ["anybody", "viewer"]);
            await ReadsAsync($"healthpoint_status{{status=\"{word}\"}}", 1, ["anybody", "viewer"]);
            await ReadsAsync($$"""healthpoint_check_status{check="quote\" back\\slash 🙂",status="{{word}}"}""", 1, ["viewer"]);
            await ReadsAsync("count by (job) (healthpoint_check_duration_seconds >= 0)", 1, ["viewer"]);
        }

        await app.StopAsync();
        await ReadsAsync("up", 0, ["anybody", "viewer"]);

        Task ReadsAsync(string query, double value, string[] jobs) =>
            prometheus.UntilAsync(async () => jobs.SequenceEqual(await JobsAsync(client, query, value), StringComparer.Ordinal));
    }

    // Anonymous without a word about the format, as Prometheus asks for it; and as a viewer.
    private static string Configuration(Uri application) =>
        $$"""
        global: {scrape_interval: 500ms, scrape_timeout: 500ms}
        scrape_configs:
        - job_name: anybody
          metrics_path: /health/
          static_configs: [{targets: ['{{application.Authority}}']}]
        - job_name: viewer
          metrics_path: /health/
          params: {format: [openmetrics]}
          basic_auth: {username: john, password: doe}
          static_configs: [{targets: ['{{application.Authority}}']}]
        """;

    /// <summary>The jobs for which a query has this value.</summary>
    private static async Task<IEnumerable<string>> JobsAsync(HttpClient client, string query, double value)
    {
        try
        {
            var answer = JsonNode.Parse(await client.GetStringAsync(new Uri("/api/v1/query?query=" + Uri.EscapeDataString(query), UriKind.Relative), TestContext.Current.CancellationToken))!;
            return [.. answer["data"]!["result"]!.AsArray()
                .Where(sample => double.Parse((string)sample!["value"]![1]!, CultureInfo.InvariantCulture).Equals(value))
                .Select(static sample => (string)sample!["metric"]!["job"]!)
                .Order(StringComparer.Ordinal)];
        }
        catch (HttpRequestException)
        {
            // Not yet up.
            return [];
        }
    }

    private static Task<(int Code, string Output)> CheckAsync(string metrics) => Server.RunAsync("promtool", ["check", "metrics"], metrics);
}
