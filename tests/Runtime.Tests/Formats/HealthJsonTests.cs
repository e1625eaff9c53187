using System.Text.Json.Nodes;
using HealthPoint.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Tests.Formats;

/// <summary>The format of draft-inadarei-api-health-check-06.</summary>
public sealed class HealthJsonTests
{
    private static readonly JsonSchema Schema = JsonSchema.Read("health-json.schema.json");

    [Fact]
    public async Task Every_report_meets_the_schema()
    {
        foreach (var status in Enum.GetValues<HealthStatus>())
        {
            foreach (var silenced in new TestSettings?[] { null, new() { ["HealthPoint:Silenced:0"] = "a" } })
            {
                await using var app = await FormatHost.StartAsync(new HealthCheckResult(status, "why"), silenced);
                foreach (var query in new[] { "", "&test=a", "&test=b", "&verbose" })
                {
                    foreach (var user in new[] { null, "john:doe" })
                    {
                        var answer = await app.SendAsync("/health/?format=health" + query, user);
                        Assert.True(answer.Status is 404 && user is null || Schema.Judge(answer.Json) is [], answer.Body);

                        // "pass" and "warn" must have a status from 2xx to 3xx, "fail" one from 4xx to 5xx.
                        Assert.Equal(answer.Status >= 400, user is null && query.Contains("test", StringComparison.Ordinal) || (string?)answer.Json["status"] is "fail");
                    }
                }
            }
        }
    }

    [Fact]
    public async Task Odd_names_meet_the_schema_and_none_is_lost()
    {
        await using var app = await FormatHost.StartOddAsync();
        var report = (await app.SendAsync("/health/?format=health", "john:doe")).Json;
        Assert.Empty(Schema.Judge(report));
        var names = report["checks"]!.AsObject().SelectMany(static check => check.Value!.AsArray().Select(one => (string?)one!["componentId"] ?? check.Key));
        Assert.Equal(FormatHost.OddNames.Select(static name => name.Replace("\ud83d ", "\ufffd ", StringComparison.Ordinal)).Order(StringComparer.Ordinal), names.Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.Equal(["x:y", "x_y"], report["checks"]!["x_y"]!.AsArray().Select(static one => (string?)one!["componentId"] ?? "x_y").Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Fact]
    public async Task The_members_of_the_data_are_never_taken_for_those_of_the_draft()
    {
        var data = new Dictionary<string, object>(StringComparer.Ordinal) { ["status"] = 3, ["time"] = "never", ["links"] = 1, ["data"] = 2 };
        await using var app = await FormatHost.StartAsync(HealthCheckResult.Healthy(data: data));
        var report = (await app.SendAsync("/health/?format=health", "john:doe")).Json;
        Assert.Empty(Schema.Judge(report));
        Assert.Equal(3, (int)report["checks"]!["a"]![0]!["data"]!["status"]!);
    }

    [Fact]
    public async Task An_application_without_checks_passes()
    {
        await using var app = await TestApp.StartAsync(settings: TestSettings.John);
        Assert.Equal("""{"status":"pass","checks":{}}""", (await app.SendAsync("/health/?format=health", "john:doe")).Body);
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"status":"OK"}""")]
    [InlineData("""{"status":"pass","output":"x"}""")]
    [InlineData("""{"status":"pass","details":{}}""")]
    [InlineData("""{"status":"pass","checks":{"a":{}}}""")]
    [InlineData("""{"status":"pass","checks":{"a":[]}}""")]
    [InlineData("""{"status":"pass","checks":{"a:b:c":[{"componentType":"component","status":"pass"}]}}""")]
    [InlineData("""{"status":"pass","checks":{"a":[{"componentType":"component","status":"pass","output":""}]}}""")]
    [InlineData("""{"status":"pass","checks":{"a":[{"componentType":"component","status":"up"}]}}""")]
    public void The_schema_finds_fault(string report) => Assert.NotEmpty(Schema.Judge(JsonNode.Parse(report)));
}
