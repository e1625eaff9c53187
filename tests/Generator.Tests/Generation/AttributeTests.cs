using HealthPoint.Generator.Tests.Support;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Xunit;

namespace HealthPoint.Generator.Tests.Generation;

public sealed class AttributeTests
{
    [Fact]
    public void Whatever_the_attribute_says_reaches_the_catalog()
    {
        using var application = Load("""
            [HealthCheck("all", Tags = new[] { HealthTags.Live, "own \"tag\"" }, TimeoutSeconds = 0.1, CacheSeconds = 0, RefreshSeconds = 30,
                FailureThreshold = 3, FailureStatus = HealthStatus.Degraded, DependsOn = new[] { "a", "b" })]
            internal static bool M() => true;
            """);

        var check = application.Check("all");
        Assert.Equal(["live", "own \"tag\""], check.Tags);
        Assert.Equal(0.1, check.TimeoutSeconds);
        Assert.Equal(0, check.CacheSeconds);
        Assert.Equal(30, check.RefreshSeconds);
        Assert.Equal(3, check.FailureThreshold);
        Assert.Equal(HealthStatus.Degraded, check.FailureStatus);
        Assert.Equal(["a", "b"], check.DependsOn);
    }

    [Fact]
    public void What_the_attribute_does_not_say_is_left_open()
    {
        using var application = Load("[HealthCheck] internal static bool M() => true;");

        var check = application.Check("Shop.Health.M");
        Assert.Equal("Shop.Health.M", check.Member);
        Assert.Null(check.TimeoutSeconds);
        Assert.Null(check.CacheSeconds);
        Assert.Null(check.RefreshSeconds);
        Assert.Null(check.FailureThreshold);
        Assert.Null(check.Origin);
        Assert.Equal(HealthStatus.Unhealthy, check.FailureStatus);
        Assert.Empty(check.Tags);
        Assert.Empty(check.DependsOn);
        Assert.Empty(check.Arguments);
    }

    [Theory]
    [InlineData("Tags = null!")]
    [InlineData("Tags = new string[0]")]
    [InlineData("Tags = new string[] { null! }")]
    [InlineData("Tags = []")]
    public void Tags_that_say_nothing_are_none(string tags)
    {
        using var application = Load($"[HealthCheck(\"it\", {tags})] internal static bool M() => true;");

        Assert.Empty(application.Check("it").Tags);
    }

    [Fact]
    public async Task One_method_may_be_several_checks()
    {
        using var application = Load("""
            [HealthCheck("one", TimeoutSeconds = 1)]
            [HealthCheck("two", TimeoutSeconds = 2), HealthCheck]
            internal static (bool, string) M(int days = 3) => (true, $"{days}");
            """);

        Assert.Equal("Shop.Health.M, one, two", application.Catalog.CheckNames);
        Assert.Equal([null, 1, 2], application.Catalog.Checks.Select(static check => check.TimeoutSeconds));
        Assert.Equal([0, 1, 2], application.Catalog.Checks.Select(static check => check.Index));
        Assert.Equal("3", (await application.RunAsync("two")).Description);
    }

    [Fact]
    public void Both_parts_of_a_partial_method_may_bear_attributes()
    {
        using var application = Load("""
            [HealthCheck("defining")] internal static partial Task M();
            [HealthCheck("implementing")] internal static async partial Task M() => await Task.Yield();
            """);

        Assert.Equal("defining, implementing", application.Catalog.CheckNames);
    }

    [Fact]
    public void An_attribute_may_be_named_by_an_alias_or_in_full()
    {
        using var application = new Application(Driver.Generate(new Project("""
            using Probe = global::HealthPoint.HealthCheckAttribute;
            internal static class Health
            {
                [Probe("alias")] internal static bool A() => true;
                [@HealthCheckAttribute("verbatim")] internal static bool B() => true;
                [global::HealthPoint.HealthCheck("full")] internal static bool C() => true;
            }
            """)));

        Assert.Equal("alias, full, verbatim", application.Catalog.CheckNames);
    }

    [Fact]
    public void An_attribute_of_the_same_name_is_somebody_elses()
    {
        var generated = Driver.Generate(new Project("""
            namespace Other { internal sealed class HealthCheckAttribute : Attribute; }
            namespace Shop { internal static class Health { [Other.HealthCheck] internal static string M() => ""; } }
            """));

        Assert.Empty(generated.Files);
    }

    [Theory]
    [InlineData("IReadOnlyDictionary<string, object?> M() => new Dictionary<string, object?> { [\"a\"] = 1 };")]
    [InlineData("async Task<IReadOnlyDictionary<string, object?>> M() { await Task.Yield(); return new Dictionary<string, object?> { [\"a\"] = 1 }; }")]
    [InlineData("ValueTask<IReadOnlyDictionary<string, object>> M() => new(new Dictionary<string, object> { [\"a\"] = 1 });")]
    [InlineData("System.Text.Json.Nodes.JsonObject M() => new() { [\"a\"] = 1 };")]
    [InlineData("Task<System.Text.Json.Nodes.JsonObject> M() => Task.FromResult(new System.Text.Json.Nodes.JsonObject { [\"a\"] = 1 });")]
    [InlineData("ValueTask<System.Text.Json.Nodes.JsonObject> M() => new(new System.Text.Json.Nodes.JsonObject { [\"a\"] = 1 });")]
    public async Task A_stat_may_return_any_of_its_shapes(string method)
    {
        using var application = Load($"[HealthStat(\"it\", Tags = new[] {{ \"t\" }}, CacheSeconds = 5)] internal static {method}");

        var facts = await application.RunStatAsync("it");

        Assert.Equal("1", Assert.Single(facts).Value?.ToString());
        Assert.Empty(application.Catalog.Checks);
        var stat = Assert.Single(application.Catalog.Stats);
        Assert.Equal(["t"], stat.Tags);
        Assert.Equal(5, stat.CacheSeconds);
    }

    [Fact]
    public async Task A_stat_takes_what_a_check_takes_and_may_share_its_name()
    {
        using var application = Load("""
            [HealthStat("it")] internal static IReadOnlyDictionary<string, object?> S(int days, CancellationToken token) => new Dictionary<string, object?> { ["days"] = days };
            [HealthCheck("it")] internal static bool C() => true;
            """);
        application.Arguments["days"] = "4";

        Assert.Equal(4, (await application.RunStatAsync("it"))["days"]);
        Assert.Equal(HealthStatus.Healthy, (await application.RunAsync("it")).Status);
    }

    private static Application Load(string members) =>
        new(Driver.Generate(new Project($"namespace Shop {{ internal static partial class Health {{ {members} }} }}")));
}
