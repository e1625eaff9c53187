using HealthPoint.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Tests.Formats;

/// <summary>What the HealthChecks UI reads.</summary>
public sealed class UIFormatTests
{
    [Fact]
    public async Task It_is_what_the_writer_of_the_UI_writes()
    {
        var time = new ManualTime();
        await using var app = await TestApp.StartAsync(
            static builder => builder.Services.AddHealthChecks()
                .AddCheck("a", static () => HealthCheckResult.Healthy("fine", new Dictionary<string, object>(StringComparer.Ordinal) { ["n"] = 3, ["when"] = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc), ["ts"] = TimeSpan.FromSeconds(1.5), ["none"] = null! }), ["live", "db"])
                .AddCheck("b", static () => HealthCheckResult.Degraded(exception: new InvalidOperationException("boom")))
                .AddCheck("c", static () => HealthCheckResult.Healthy())
                .AddCheck("d", static () => HealthCheckResult.Degraded("Ü <ä> 健", new InvalidOperationException("Password=hidden"))),
            settings: TestSettings.John,
            before: builder => builder.Services.AddSingleton<TimeProvider>(time));
        Assert.Equal(
            """{"status":"Degraded","totalDuration":"00:00:00","entries":"""
            + """{"a":{"data":{"n":3,"when":"2026-01-02T03:04:05Z","ts":"00:00:01.5000000","none":null},"description":"fine","duration":"00:00:00","status":"Healthy","tags":["live","db"]}"""
            + ""","b":{"data":{},"description":"boom","duration":"00:00:00","exception":"boom","status":"Degraded","tags":[]}"""
            + ""","c":{"data":{},"duration":"00:00:00","status":"Healthy","tags":[]}"""
            + ""","d":{"data":{},"description":"Ü \u003Cä\u003E 健","duration":"00:00:00","exception":"Password=***","status":"Degraded","tags":[]}}}""",
            (await app.SendAsync("/health/?format=ui", "john:doe")).Body);
    }

    [Theory]
    [InlineData(HealthStatus.Healthy)]
    [InlineData(HealthStatus.Degraded)]
    [InlineData(HealthStatus.Unhealthy)]
    public async Task The_collector_reads_what_anybody_may_see_and_what_viewers_may(HealthStatus status)
    {
        await using var app = await FormatHost.StartAsync(new HealthCheckResult(status, "why"));
        Assert.Equal(status, UIReader.Read((await app.SendAsync("/health/?format=ui")).Body).Status);
        var report = UIReader.Read((await app.SendAsync("/health/?format=ui", "john:doe")).Body);
        Assert.Equal(status, report.Status);
        Assert.Equal((status, "why"), (report.Entries["a"].Status, report.Entries["a"].Description));
        Assert.InRange(report.Entries["a"].Duration, TimeSpan.Zero, TimeSpan.MaxValue);
    }

    [Fact]
    public async Task The_collector_reads_odd_names()
    {
        await using var app = await FormatHost.StartOddAsync();
        var report = UIReader.Read((await app.SendAsync("/health/?format=ui", "john:doe")).Body);
        Assert.Equal(FormatHost.OddNames.Length, report.Entries.Count);
        for (var i = 0; i < FormatHost.OddNames.Length; i++)
        {
            var name = FormatHost.OddNames[i].Replace("\ud83d ", "\ufffd ", StringComparison.Ordinal);
            var entry = report.Entries[name];
            Assert.Equal((FormatHost.StatusOfOdd(i), name), (entry.Status, entry.Description));
            Assert.Equal(FormatHost.StatusOfOdd(i) == HealthStatus.Unhealthy ? name : null, entry.Exception);
            Assert.Equal(name, Assert.Single(entry.Tags!));
            Assert.Equal(name, entry.Data[name].ToString());
        }
    }
}
