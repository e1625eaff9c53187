using HealthPoint.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Shapes;

namespace HealthPoint.Tests;

/// <summary>Generated checks of every kind, run through the endpoint.</summary>
public sealed class ShapeTests
{
    [Theory]
    [InlineData("bool", "OK")]
    [InlineData("tuple", "a detail")]
    [InlineData("result", "fine")]
    [InlineData("void", "OK")]
    [InlineData("task", "OK")]
    [InlineData("value-task-of-tuple", "-1.5")]
    [InlineData("ambient", "none")]
    [InlineData("ambient-left-behind", "none")]
    [InlineData("services", "main|spare|null")]
    [InlineData("arguments", "t|-1|1.5|True|High|00:00:00|00000000-0000-0000-0000-000000000000|null|null")]
    [InlineData("twice-a", "default")]
    [InlineData("constructed", "main")]
    public async Task A_check_of_each_shape_passes(string name, string detail)
    {
        await using var app = await StartAsync();
        var answer = await app.SendAsync($"/health/?test={name}", "john:doe");
        Assert.Equal((200, detail), (answer.Status, answer.Detail("success", name)));
    }

    [Theory]
    [InlineData("status", "WARNING")]
    [InlineData("warning", "only a warning")]
    [InlineData("warning-thrown", "only a warning, but a loud one")]
    public async Task A_degraded_check_is_a_warning_and_does_not_fail(string name, string detail)
    {
        await using var app = await StartAsync();
        var answer = await app.SendAsync($"/health/?test={name}", "john:doe");
        Assert.Equal((200, detail), (answer.Status, answer.Detail("warning", name)));
    }

    [Theory]
    [InlineData("broken-throws", "cannot reach Server=db;Password=***;Port=1")]
    [InlineData("broken-throws-later", "later")]
    [InlineData("broken-missing-service", "No service for type 'Shapes.Missing' has been registered.")]
    [InlineData("broken-null-task", "The check returned null instead of a task.")]
    [InlineData("broken-cancelled", "A task was canceled.")]
    [InlineData("broken-status", "the check returned 42, which is no health status")]
    [InlineData("broken-scope", "the scope did not close")]
    [InlineData("broken-public-message", "database error: no route")]
    [InlineData("broken-constructor", "the constructor failed")]
    [InlineData("broken-dispose", "the disposal failed")]
    [InlineData("broken-twice", "the check's own failure")]
    public async Task A_broken_check_is_one_failed_entry_and_says_why(string name, string detail)
    {
        await using var app = await StartAsync();
        var answer = await app.SendAsync($"/health/?test={name}&test=bool", "john:doe");
        Assert.Equal((500, detail), (answer.Status, answer.Detail("error", name)));
        Assert.Equal("OK", answer.Detail("success", "bool"));
    }

    [Fact]
    public async Task What_a_check_leaves_in_its_context_is_gone_at_the_next_run()
    {
        await using var app = await StartAsync();
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal("none", (await app.SendAsync("/health/?test=ambient-left-behind", "john:doe")).Detail("success", "ambient-left-behind"));
        }
    }

    [Fact]
    public async Task The_strangest_exceptions_and_details_are_still_one_entry_each()
    {
        await using var app = await TestApp.StartAsync(
            static builder => builder
                .AddCheck("throws-when-asked", static (_, _) => throw new Unspeakable())
                .AddCheck("empty-message", static (_, _) => throw new InvalidOperationException(""))
                .AddCheck("huge-message", static (_, _) => throw new InvalidOperationException(string.Concat(Enumerable.Repeat("://a:", 1_000_000))))
                .AddCheck("half-a-character", static (_, _) => ValueTask.FromResult(HealthCheckResult.Unhealthy("\ud83d")))
                .AddCheck("<script>\"名前", static (_, _) => ValueTask.FromResult(HealthCheckResult.Healthy("</script>&'\u0000")))
                .AddCheck("good", static (_, _) => ValueTask.FromResult(HealthCheckResult.Healthy())),
            settings: TestSettings.John);
        var answer = await app.SendAsync("/health/", "john:doe");
        Assert.Equal(500, answer.Status);
        Assert.Equal("HealthPoint.Tests.ShapeTests+Unspeakable, whose message threw System.NotSupportedException", answer.Detail("error", "throws-when-asked"));
        Assert.Equal("ERROR", answer.Detail("error", "empty-message"));
        Assert.Equal(4096, answer.Detail("error", "huge-message")!.Length);
        Assert.Equal("\ufffd", answer.Detail("error", "half-a-character"));
        Assert.Equal("</script>&'\u0000", answer.Detail("success", "<script>\"名前"));
        Assert.Equal("OK", answer.Detail("success", "good"));
        Assert.Equal("application/json", answer.ContentHeaders.ContentType?.ToString());
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Fact]
    public async Task All_checks_together_lose_none()
    {
        await using var app = await StartAsync();
        var answer = await app.SendAsync("/health/", "john:doe");
        Assert.Equal(11, answer.Names("error").Length);
        Assert.Equal(13, answer.Names("success").Length);
        Assert.Equal(["status", "warning", "warning-thrown"], answer.Names("warning"));
        Assert.Equal(answer.Names("success").Order(StringComparer.Ordinal).ToArray(), answer.Names("success"));
    }

    [Fact]
    public async Task The_exception_is_logged_in_full_once_and_again_only_when_the_verdict_turns()
    {
        await using var app = await StartAsync();
        await app.SendAsync("/health/?test=broken-throws", "john:doe");
        await app.SendAsync("/health/?test=broken-throws", "john:doe");

        // HealthPoint answers before it writes the log. The line about broken-twice comes after the lines about broken-throws.
        await app.SendAsync("/health/?test=broken-twice", "john:doe");
        await Until.TrueAsync(() => app.Log.OfHealthPoint.Any(static line => line.Message.StartsWith("Health check broken-twice is", StringComparison.Ordinal)));
        var line = Assert.Single(app.Log.OfHealthPoint, static line => line.Message.Contains("broken-throws ", StringComparison.Ordinal));
        Assert.Contains(app.Log.OfHealthPoint, static line => line.Exception is InvalidOperationException { Message: "the disposal failed as well" });
        Assert.Contains("hunter2", line.Exception!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_instance_that_generated_code_constructs_is_disposed_after_the_run()
    {
        await using var app = await StartAsync();
        await app.SendAsync("/health/?test=constructed", "john:doe");
        Assert.Equal(1, app.Services.GetRequiredService<Clock>().Left);
    }

    [Fact]
    public async Task A_run_sees_nothing_of_the_request_that_asked_for_it()
    {
        await using var app = await TestApp.StartAsync(AddClocks, static app =>
        {
            app.Use(static (context, next) =>
            {
                Traces.Ambient.Value = "the request's own";
                return next(context);
            });
            app.MapHealthPoint();
        }, "Shapes", TestSettings.John);
        Assert.Equal("none", (await app.SendAsync("/health/?test=ambient", "john:doe")).Detail("success", "ambient"));
    }

    [Fact]
    public async Task Arguments_come_from_the_configuration()
    {
        await using var app = await StartAsync(new()
        {
            ["HealthPoint:Checks:arguments:Arguments:text"] = "a \"text\"",
            ["HealthPoint:Checks:Arguments:Arguments:WHOLE"] = "42",
            ["HealthPoint:Checks:arguments:Arguments:real"] = "-2.5e3",
            ["HealthPoint:Checks:arguments:Arguments:flag"] = "FALSE",
            ["HealthPoint:Checks:arguments:Arguments:level"] = "low",
            ["HealthPoint:Checks:arguments:Arguments:duration"] = "90",
            ["HealthPoint:Checks:arguments:Arguments:id"] = "6f9619ff-8b86-d011-b42d-00cf4fc964ff",
            ["HealthPoint:Checks:arguments:Arguments:uri"] = "https://example.test/x",
            ["HealthPoint:Checks:arguments:Arguments:maybe"] = "7",
            ["HealthPoint:Checks:twice-a:Arguments:which"] = "first",
            ["HealthPoint:Checks:twice-b:Arguments:which"] = "second",
        });
        var answer = await app.SendAsync("/health/", "john:doe");
        Assert.Equal("a \"text\"|42|-2500|False|Low|00:01:30|6f9619ff-8b86-d011-b42d-00cf4fc964ff|https://example.test/x|7", answer.Detail("success", "arguments"));
        Assert.Equal("first", answer.Detail("success", "twice-a"));
        Assert.Equal("second", answer.Detail("success", "twice-b"));
    }

    [Theory]
    [InlineData("whole", "x", "'x' is not a whole number from -2147483648 to 2147483647.")]
    [InlineData("whole", "1.5", "'1.5' is not a whole number from -2147483648 to 2147483647.")]
    [InlineData("whole", "3000000000", "'3000000000' is not a whole number from -2147483648 to 2147483647.")]
    [InlineData("real", "1,5", "'1,5' is not a number such as 1.5.")]
    [InlineData("flag", "yes", "'yes' is not true or false.")]
    [InlineData("level", "1", "'1' is not one of Low, High.")]
    [InlineData("duration", "soon", "'soon' is not a duration: hh:mm:ss, or a number of seconds.")]
    [InlineData("duration", "1e300", "'1e300' is not a duration: hh:mm:ss, or a number of seconds.")]
    [InlineData("id", "1", "'1' is not a GUID.")]
    public async Task An_argument_that_does_not_parse_stops_start_up(string argument, string value, string problem)
    {
        var message = await TestApp.RefusesToStartAsync(AddClocks, "Shapes", new() { [$"HealthPoint:Checks:arguments:Arguments:{argument}"] = value });
        Assert.Equal($"HealthPoint:Checks:arguments:Arguments:{argument} does not parse: {problem}", message);
    }

    [Fact]
    public async Task An_argument_without_a_value_and_without_a_default_stops_start_up()
    {
        var message = await TestApp.RefusesToStartAsync(application: "Demanding");
        Assert.Contains("HealthPoint:Checks:demanding:Arguments:limit is missing: the parameter 'limit' has no default value, so set the key (a whole number from", message, StringComparison.Ordinal);
        Assert.Contains("HealthPoint:Stats:facts:Arguments:address is missing", message, StringComparison.Ordinal);
        await using var app = await TestApp.StartAsync(application: "Demanding", settings: TestSettings.John.And(new()
        {
            ["HealthPoint:Checks:demanding:Arguments:limit"] = "-3",
            ["HealthPoint:Stats:facts:Arguments:address"] = "https://example.test/",
        }));
        Assert.Equal("-3", (await app.SendAsync("/health/", "john:doe")).Detail("success", "demanding"));
    }

    [Fact]
    public async Task An_argument_that_does_not_exist_stops_start_up()
    {
        Assert.Equal(
            "HealthPoint:Checks:arguments:Arguments:wholes is not an argument of the method. Did you mean 'whole'?",
            await TestApp.RefusesToStartAsync(AddClocks, "Shapes", new() { ["HealthPoint:Checks:arguments:Arguments:wholes"] = "1" }));
        Assert.Equal(
            "HealthPoint:Checks:bool:Arguments:x is set, but the method takes no arguments.",
            await TestApp.RefusesToStartAsync(AddClocks, "Shapes", new() { ["HealthPoint:Checks:bool:Arguments:x"] = "1" }));
    }

    private static Task<TestApp> StartAsync(TestSettings? settings = null)
    {
        return TestApp.StartAsync(AddClocks, application: "Shapes", settings: TestSettings.John.And(settings));
    }

    private static void AddClocks(IHealthPointBuilder builder) => builder.Services
        .AddSingleton(new Clock("main"))
        .AddKeyedSingleton("spare", new Clock("spare"))
        .AddScoped<BadScope>();

    private sealed class Unspeakable : Exception
    {
        public override string Message => throw new NotSupportedException();
    }
}
