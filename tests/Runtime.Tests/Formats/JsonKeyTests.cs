using System.Text.Json;
using HealthPoint.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Tests.Formats;

/// <summary>No key stands twice in a JSON object, whatever the names of checks are and whatever callers ask for.</summary>
public sealed class JsonKeyTests
{
    [Theory]
    [InlineData("/health/?test=tag:x&tag=x")]
    [InlineData("/health/?test=tag:x&tag=x&format=health")]
    [InlineData("/health/?test=nobody&test=tag:none&tag=none")]
    [InlineData("/health/")]
    [InlineData("/health/?format=health")]
    [InlineData("/health/?format=ui")]
    [InlineData("/__heartbeat__")]
    public async Task No_key_stands_twice(string path)
    {
        await using var app = await TestApp.StartAsync(
            static builder =>
            {
                var data = new Dictionary<string, object>(StringComparer.Ordinal) { ["…"] = 1, ["……"] = 2, ["\ud800"] = 3, ["\ud801"] = 4, ["list"] = new Broken() };
                var checks = builder.Services.AddHealthChecks();
                foreach (var name in (string[])["tag:x", "tag_x", "half\ud800", "half\ud801", "half\ufffd (2)"])
                {
                    checks.AddCheck(name, () => HealthCheckResult.Unhealthy("down", data: data));
                }
            },
            static app =>
            {
                app.MapHealthPoint();
                app.MapDockerflow();
            },
            settings: TestSettings.John);
        var answer = await app.SendAsync(path, "john:doe");
        AssertUnique(answer.Body);
    }

    [Fact]
    public async Task An_unknown_tag_and_a_check_of_that_name_are_both_told()
    {
        await using var app = await TestApp.StartAsync(
            static builder => builder.Services.AddHealthChecks().AddCheck("tag:x", static () => HealthCheckResult.Unhealthy("down")),
            settings: TestSettings.John);
        var answer = await app.SendAsync("/health/?test=tag:x&tag=x", "john:doe");
        Assert.Equal("""{"success":{},"error":{"tag:x":"down","tag:x (2)":"Unknown tag"}}""", answer.Body);
    }

    private static void AssertUnique(string json)
    {
#if NET10_0_OR_GREATER
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
#else
        using var document = JsonDocument.Parse(json);
#endif
        AssertUnique(document.RootElement);
    }

    private static void AssertUnique(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            Assert.Equal(element.EnumerateObject().Count(), element.EnumerateObject().DistinctBy(static member => member.Name, StringComparer.Ordinal).Count());
            foreach (var member in element.EnumerateObject())
            {
                AssertUnique(member.Value);
            }
        }
        else if (element.ValueKind == JsonValueKind.Array)
        {
            Assert.All(element.EnumerateArray(), AssertUnique);
        }
    }

    /// <summary>Members whose enumeration ends with an exception.</summary>
    private sealed class Broken : Dictionary<string, object?>, IEnumerable<KeyValuePair<string, object?>>
    {
        IEnumerator<KeyValuePair<string, object?>> IEnumerable<KeyValuePair<string, object?>>.GetEnumerator() => throw new InvalidOperationException();
    }
}
