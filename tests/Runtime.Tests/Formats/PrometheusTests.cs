using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using HealthPoint.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Tests.Formats;

/// <summary>Prometheus itself, where it is installed (Debian's package <c>prometheus</c>).</summary>
public sealed class PrometheusTests
{
    private static readonly TimeProvider Time = TimeProvider.System;

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
        var port = FreePort();
        var directory = Directory.CreateTempSubdirectory();
        try
        {
            // Anonymous without a word about the format, as Prometheus asks for it; and as a viewer.
            var config = Path.Combine(directory.FullName, "prometheus.yml");
            await File.WriteAllTextAsync(
                config,
                $$"""
                global: {scrape_interval: 500ms, scrape_timeout: 500ms}
                scrape_configs:
                - job_name: anybody
                  metrics_path: /health/
                  static_configs: [{targets: ['{{app.Client.BaseAddress!.Authority}}']}]
                - job_name: viewer
                  metrics_path: /health/
                  params: {format: [openmetrics]}
                  basic_auth: {username: john, password: doe}
                  static_configs: [{targets: ['{{app.Client.BaseAddress!.Authority}}']}]
                """,
                TestContext.Current.CancellationToken);
            using var prometheus = Start("prometheus", $"--config.file={config}", $"--storage.tsdb.path={directory.FullName}", $"--web.listen-address=127.0.0.1:{port}", "--log.level=error");
            try
            {
                using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
                foreach (var (status, word) in new[] { (HealthStatus.Healthy, "healthy"), (HealthStatus.Degraded, "degraded"), (HealthStatus.Unhealthy, "unhealthy"), (HealthStatus.Healthy, "healthy") })
                {
                    puppet.Status = status;
                    await ReadsAsync(client, "up", 1, ["anybody", "viewer"]);
                    await ReadsAsync(client, $"healthpoint_status{{status=\"{word}\"}}", 1, ["anybody", "viewer"]);
                    await ReadsAsync(client, $$"""healthpoint_check_status{check="quote\" back\\slash 🙂",status="{{word}}"}""", 1, ["viewer"]);
                    await ReadsAsync(client, "count by (job) (healthpoint_check_duration_seconds >= 0)", 1, ["viewer"]);
                }

                await app.StopAsync();
                await ReadsAsync(client, "up", 0, ["anybody", "viewer"]);
            }
            finally
            {
                prometheus.Kill();
                await prometheus.WaitForExitAsync(CancellationToken.None);
            }
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static async Task ReadsAsync(HttpClient client, string query, double value, string[] jobs)
    {
        while (!jobs.SequenceEqual(await JobsAsync(), StringComparer.Ordinal))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), Time, TestContext.Current.CancellationToken);
        }

        async Task<IEnumerable<string>> JobsAsync()
        {
            try
            {
                var answer = JsonNode.Parse(await client.GetStringAsync("/api/v1/query?query=" + Uri.EscapeDataString(query), TestContext.Current.CancellationToken))!;
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
    }

    private static async Task<(int Code, string Said)> CheckAsync(string metrics)
    {
        using var promtool = Start("promtool", "check", "metrics");
        await promtool.StandardInput.WriteAsync(metrics);
        promtool.StandardInput.Close();
        var said = await promtool.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await promtool.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (promtool.ExitCode, said);
    }

    private static Process Start(string program, params string[] arguments)
    {
        Assert.SkipUnless(
            (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(directory => File.Exists(Path.Combine(directory, program))),
            $"{program} is not installed");
        return Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardError = true })!;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
