using System.Net.Http.Headers;
using System.Text;
using HealthPoint.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Tests.Formats;

public sealed class FormatTests
{
    private const string Metrics = """
        # HELP healthpoint_status Whether the service has this status.
        # TYPE healthpoint_status gauge
        healthpoint_status{status="healthy"} $1
        healthpoint_status{status="degraded"} $2
        healthpoint_status{status="unhealthy"} $3

        """;

    [Theory]
    [InlineData("json", HealthStatus.Healthy, 200, "{}")]
    [InlineData("json", HealthStatus.Degraded, 200, "{}")]
    [InlineData("json", HealthStatus.Unhealthy, 500, "{}")]
    [InlineData("health", HealthStatus.Healthy, 200, """{"status":"pass"}""")]
    [InlineData("health", HealthStatus.Degraded, 200, """{"status":"warn"}""")]
    [InlineData("health", HealthStatus.Unhealthy, 500, """{"status":"fail"}""")]
    [InlineData("ui", HealthStatus.Healthy, 200, """{"status":"Healthy"}""")]
    [InlineData("ui", HealthStatus.Degraded, 200, """{"status":"Degraded"}""")]
    [InlineData("ui", HealthStatus.Unhealthy, 500, """{"status":"Unhealthy"}""")]
    [InlineData("text", HealthStatus.Healthy, 200, "ok")]
    [InlineData("text", HealthStatus.Degraded, 200, "ok")]
    [InlineData("text", HealthStatus.Unhealthy, 500, "health check failed\n")]
    [InlineData("openmetrics", HealthStatus.Healthy, 200, "1 0 0")]
    [InlineData("openmetrics", HealthStatus.Degraded, 200, "0 1 0")]
    [InlineData("openmetrics", HealthStatus.Unhealthy, 200, "0 0 1")]
    public async Task What_an_anonymous_caller_reads(string format, HealthStatus status, int code, string body)
    {
        await using var app = await FormatHost.StartAsync(new HealthCheckResult(status, "a secret", data: new Dictionary<string, object>(StringComparer.Ordinal) { ["secret"] = 1 }));
        var answer = await app.SendAsync("/health/?format=" + format);
        Assert.Equal(code, answer.Status);
        Assert.Equal(format is "openmetrics" ? MetricsOf(body) + "# EOF\n" : body, answer.Body);
        await HasHeadersAsync(app, format, user: null, answer);
    }

    [Theory]
    [InlineData("json", HealthStatus.Healthy, 200, """{"success":{"a":"why"},"error":{}}""")]
    [InlineData("json", HealthStatus.Degraded, 200, """{"success":{},"error":{},"warning":{"a":"why"}}""")]
    [InlineData("json", HealthStatus.Unhealthy, 500, """{"success":{},"error":{"a":"why"}}""")]
    [InlineData("health", HealthStatus.Healthy, 200, """{"status":"pass","checks":{"a":[{"componentType":"component","status":"pass","detail":"why","durationMs":0,"data":{"n":3}}]}}""")]
    [InlineData("health", HealthStatus.Degraded, 200, """{"status":"warn","checks":{"a":[{"componentType":"component","status":"warn","output":"why","durationMs":0,"data":{"n":3}}]}}""")]
    [InlineData("health", HealthStatus.Unhealthy, 500, """{"status":"fail","checks":{"a":[{"componentType":"component","status":"fail","output":"why","durationMs":0,"data":{"n":3}}]}}""")]
    [InlineData("ui", HealthStatus.Healthy, 200, """{"status":"Healthy","totalDuration":"00:00:00","entries":{"a":{"data":{"n":3},"description":"why","duration":"00:00:00","status":"Healthy","tags":[]}}}""")]
    [InlineData("ui", HealthStatus.Degraded, 200, """{"status":"Degraded","totalDuration":"00:00:00","entries":{"a":{"data":{"n":3},"description":"why","duration":"00:00:00","status":"Degraded","tags":[]}}}""")]
    [InlineData("ui", HealthStatus.Unhealthy, 500, """{"status":"Unhealthy","totalDuration":"00:00:00","entries":{"a":{"data":{"n":3},"description":"why","duration":"00:00:00","status":"Unhealthy","tags":[]}}}""")]
    [InlineData("text", HealthStatus.Healthy, 200, "ok")]
    [InlineData("text", HealthStatus.Degraded, 200, "ok")]
    [InlineData("text", HealthStatus.Unhealthy, 500, "[-]a failed: why\nhealth check failed\n")]
    [InlineData("openmetrics", HealthStatus.Healthy, 200, "1 0 0")]
    [InlineData("openmetrics", HealthStatus.Degraded, 200, "0 1 0")]
    [InlineData("openmetrics", HealthStatus.Unhealthy, 200, "0 0 1")]
    public async Task What_a_viewer_reads(string format, HealthStatus status, int code, string body)
    {
        // The clock stands still, so that durations are zero.
        var time = new ManualTime();
        await using var app = await TestApp.StartAsync(
            builder => builder.AddCheck("a", (_, _) => ValueTask.FromResult(new HealthCheckResult(status, "why", data: new Dictionary<string, object>(StringComparer.Ordinal) { ["n"] = 3 }))),
            settings: TestSettings.John,
            before: builder => builder.Services.AddSingleton<TimeProvider>(time));
        var answer = await app.SendAsync("/health/?format=" + format, "john:doe");
        Assert.Equal(code, answer.Status);
        if (format is "openmetrics")
        {
            var of = MetricsOf(body);
            body = of
                + of.Replace("healthpoint_status{", "healthpoint_check_status{check=\"a\",", StringComparison.Ordinal).Replace("healthpoint_status", "healthpoint_check_status", StringComparison.Ordinal).Replace("the service", "the check", StringComparison.Ordinal)
                + "# HELP healthpoint_check_duration_seconds How long the last run of the check took.\n# TYPE healthpoint_check_duration_seconds gauge\n# UNIT healthpoint_check_duration_seconds seconds\nhealthpoint_check_duration_seconds{check=\"a\"} 0\n# EOF\n";
        }

        Assert.Equal(body, answer.Body);
        await HasHeadersAsync(app, format, "john:doe", answer);
    }

    [Theory]
    [InlineData("?format=")]
    [InlineData("?format")]
    [InlineData("?format=xml")]
    [InlineData("?format=json&format=json")]
    [InlineData("?format=json,text")]
    [InlineData("?format=%20json")]
    [InlineData("?format=json%00")]
    [InlineData("?format=\u0131json")]
    public async Task A_format_that_there_is_not_is_a_bad_request(string query)
    {
        await using var app = await FormatHost.StartAsync(HealthStatus.Healthy);
        foreach (var (user, body) in new[] { (null, "{}"), ("john:doe", """{"success":{},"error":{"format":"Unknown format; there are json, health, text, ui, openmetrics"}}""") })
        {
            var answer = await app.SendAsync("/health/" + query, user);
            Assert.Equal((400, body, "application/json"), (answer.Status, answer.Body, answer.ContentHeaders.ContentType?.ToString()));
        }
    }

    [Theory]
    [InlineData("?format=TEXT")]
    [InlineData("?FORMAT=Text")]
    [InlineData("?x=1&format=text")]
    public async Task The_name_of_a_format_is_read_in_any_case_and_beats_Accept(string query)
    {
        await using var app = await FormatHost.StartAsync(HealthStatus.Healthy);
        var answer = await app.SendAsync("/health/" + query, configure: static request => request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json")));
        Assert.Equal("ok", answer.Body);
    }

    [Fact]
    public async Task The_media_types_are_exact_whatever_the_status()
    {
        foreach (var status in Enum.GetValues<HealthStatus>())
        {
            await using var app = await FormatHost.StartAsync(status);
            foreach (var user in new[] { null, "john:doe" })
            {
                var types = new List<string?>();
                foreach (var format in FormatHost.Formats)
                {
                    types.Add((await app.SendAsync("/health/?format=" + format, user)).ContentHeaders.ContentType?.ToString());
                }

                Assert.Equal(["application/json", "application/health+json", "text/plain; charset=utf-8", "application/json", "application/openmetrics-text; version=1.0.0; charset=utf-8"], types);
            }
        }
    }

    [Fact]
    public async Task Who_asks_for_a_check_that_is_not_there_reads_of_no_success_in_any_format()
    {
        await using var app = await TestApp.StartAsync(
            static builder => builder.AddCheck("a", static (_, _) => ValueTask.FromResult(HealthCheckResult.Healthy())),
            settings: TestSettings.John.And(new() { ["HealthPoint:AllowAnonymousSelection"] = "true" }));
        foreach (var query in new[] { "?test=b", "?test=a&test=b", "?tag=b" })
        {
            Assert.Equal((404, """{"status":"fail"}"""), await ReadAsync("health", null));
            Assert.Equal((404, """{"status":"Unhealthy"}"""), await ReadAsync("ui", null));
            Assert.Equal((404, "health check failed\n"), await ReadAsync("text", null));
            Assert.Equal((404, "{}"), await ReadAsync("json", null));
            Assert.Contains("healthpoint_status{status=\"unhealthy\"} 1\n", (await ReadAsync("openmetrics", null)).Body, StringComparison.Ordinal);
            Assert.StartsWith("""{"status":"fail","output":"Unknown """, (await ReadAsync("health", "john:doe")).Body, StringComparison.Ordinal);
            Assert.StartsWith("""{"status":"Unhealthy",""", (await ReadAsync("ui", "john:doe")).Body, StringComparison.Ordinal);
            Assert.EndsWith("health check failed\n", (await ReadAsync("text", "john:doe")).Body, StringComparison.Ordinal);
            Assert.Contains("healthpoint_status{status=\"unhealthy\"} 1\n", (await ReadAsync("openmetrics", "john:doe")).Body, StringComparison.Ordinal);

            async Task<(int Status, string Body)> ReadAsync(string format, string? user)
            {
                var answer = await app.SendAsync($"/health/{query}&format={format}", user);
                return (answer.Status, answer.Body);
            }
        }
    }

    [Fact]
    public async Task Ten_thousand_checks_and_a_detail_of_a_megabyte_are_written_in_every_format()
    {
        var long1 = new string('x', 1_000_000);
        await using var app = await TestApp.StartAsync(
            builder =>
            {
                for (var i = 0; i < 10_000; i++)
                {
                    builder.AddCheck($"check {i}", static (_, _) => ValueTask.FromResult(HealthCheckResult.Healthy("fine")));
                }

                builder.AddCheck("long", (_, _) => ValueTask.FromResult(HealthCheckResult.Degraded(long1, data: new Dictionary<string, object>(StringComparer.Ordinal) { ["long"] = long1 })));
            },
            settings: TestSettings.John);
        foreach (var format in FormatHost.Formats)
        {
            var answer = await app.SendAsync($"/health/?verbose&format={format}", "john:doe");
            Assert.Equal(200, answer.Status);
            Assert.Contains("check 9999", answer.Body, StringComparison.Ordinal);
            Assert.DoesNotContain(new string('x', 4097), answer.Body, StringComparison.Ordinal);
            Assert.Equal(Encoding.UTF8.GetByteCount(answer.Body), answer.ContentHeaders.ContentLength);
        }
    }

    [Fact]
    public async Task A_silenced_check_is_shown_as_such_and_counts_for_no_verdict()
    {
        await using var app = await FormatHost.StartAsync(HealthCheckResult.Unhealthy("why"), new() { ["HealthPoint:Silenced:0"] = "a" });
        Assert.Equal("""{"success":{},"error":{},"silenced":{"a":"why"}}""", (await app.SendAsync("/health/", "john:doe")).Body);
        Assert.Equal("[+]a silenced: failed: why\nhealth check passed\n", (await app.SendAsync("/health/?format=text&verbose", "john:doe")).Body);
        var health = (await app.SendAsync("/health/?format=health", "john:doe")).Json;
        Assert.Equal(("pass", "fail", true), ((string?)health["status"], (string?)health["checks"]!["a"]![0]!["status"], (bool)health["checks"]!["a"]![0]!["silenced"]!));
        var ui = (await app.SendAsync("/health/?format=ui", "john:doe")).Json;
        Assert.Equal(("Healthy", "Unhealthy", "silenced"), ((string?)ui["status"], (string?)ui["entries"]!["a"]!["status"], (string?)ui["entries"]!["a"]!["tags"]![0]));
        var metrics = (await app.SendAsync("/health/?format=openmetrics", "john:doe")).Body;
        Assert.Contains("healthpoint_check_silenced{check=\"a\",status=\"unhealthy\"} 1\n", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain("healthpoint_check_status", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_text_of_a_viewer_has_one_line_a_check_whatever_its_name_and_detail()
    {
        await using var app = await FormatHost.StartOddAsync();
        var lines = (await app.SendAsync("/health/?format=text", "john:doe")).Body.Split('\n');
        Assert.Equal(FormatHost.OddNames.Length + 2, lines.Length);
        Assert.Equal(("health check failed", ""), (lines[^2], lines[^1]));
        Assert.All(lines[..^2], static line => Assert.Matches(@"^(\[\+\].* (ok|degraded: .*)|\[-\].* failed: .*)$", line));
        Assert.Contains("[-]two lines failed: two lines", lines, StringComparer.Ordinal);
        Assert.Contains("[-]🙂 failed: 🙂", lines, StringComparer.Ordinal);
        Assert.All(lines, static line => Assert.DoesNotContain(line, char.IsControl));
    }

    private static string MetricsOf(string values) => values.Split(' ') is [var healthy, var degraded, var unhealthy]
        ? Metrics.Replace("$1", healthy, StringComparison.Ordinal).Replace("$2", degraded, StringComparison.Ordinal).Replace("$3", unhealthy, StringComparison.Ordinal)
        : throw new ArgumentException("three values", nameof(values));

    private static async Task HasHeadersAsync(TestApp app, string format, string? user, TestApp.Answer get)
    {
        var head = await app.SendAsync("/health/?format=" + format, user, HttpMethod.Head);
        Assert.Equal((get.Status, ""), (head.Status, head.Body));
        Assert.Equal(Headers(get), Headers(head));
        Assert.Equal(Encoding.UTF8.GetByteCount(get.Body), get.ContentHeaders.ContentLength);
        Assert.True(get.Headers.CacheControl?.NoStore);

        static string Headers(TestApp.Answer answer) => string.Join('\n', answer.Headers.Concat(answer.ContentHeaders)
            .Where(static header => header.Key is not "Date").Select(static header => $"{header.Key}: {string.Join(", ", header.Value)}").Order(StringComparer.Ordinal));
    }
}
