using HealthPoint.Tests.Hosting;
using Microsoft.AspNetCore.Builder;

namespace HealthPoint.Tests.Dialects;

/// <summary>
/// Synchronous generated checks whose results are not kept. Where a caller reads only the status, they run without leaving an
/// entry.
/// </summary>
[Collection("runs the checks of Seed, which are counted")]
public sealed class QuickCheckTests
{
    [Fact]
    public async Task Every_dialect_tells_what_it_has_to_tell()
    {
        await using var app = await TestApp.StartAsync(
            map: static app =>
            {
                app.MapAlive();
                app.MapDockerflow();
            },
            application: "Seed",
            settings: TestSettings.John.And(new() { ["HealthPoint:CacheDuration"] = "0" }));
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal("""{"healthy":false,"errors":["check failed"]}""", (await app.SendAsync("/-/health/")).Body);
            Assert.Equal("""{"healthy":false,"errors":["This check always fails"]}""", (await app.SendAsync("/-/health/", "john:doe")).Body);
            Assert.Equal("""{"status":"error"}""", (await app.SendAsync("/__heartbeat__")).Body);
            Assert.Equal(["healthpoint.tests.health.failure"], (await app.SendAsync("/__heartbeat__", "john:doe")).Names("details"));
        }
    }
}
