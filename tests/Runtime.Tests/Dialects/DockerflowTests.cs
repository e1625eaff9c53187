using HealthPoint.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace HealthPoint.Tests.Dialects;

/// <summary>The tests that python-dockerflow has for the heartbeats, and what HealthPoint promises beyond them.</summary>
public sealed class DockerflowTests
{
    private const string Ok = """{"status":"ok"}""", Warning = """{"status":"warning"}""", Error = """{"status":"error"}""";

    [Fact]
    public async Task DF_C1_an_error_is_level_40_with_its_message()
    {
        await using var app = await StartAsync(static builder => builder.AddError("my-check", "some error"));
        Assert.Equal(
            (500, """{"status":"error","checks":{"my-check":"error"},"details":{"my-check":{"status":"error","level":40,"messages":{"my-check":"some error"}}}}"""),
            await ReadAsync(app, "john:doe"));
    }

    [Fact]
    public async Task DF_C2_an_error_and_a_warning_are_both_there_and_the_error_decides()
    {
        await using var app = await StartAsync(static builder => builder.AddError("err", "some error").AddPassing("fine", "not told").AddWarning("warn", "some warning"));
        Assert.Equal(
            (500, """{"status":"error","checks":{"err":"error","fine":"ok","warn":"warning"},"details":{"err":{"status":"error","level":40,"messages":{"err":"some error"}},"warn":{"status":"warning","level":30,"messages":{"warn":"some warning"}}}}"""),
            await ReadAsync(app, "john:doe"));
    }

    [Fact]
    public async Task DF_C3_a_silenced_error_is_not_in_the_details_and_a_warning_is()
    {
        await using var app = await StartAsync(
            static builder => builder.AddError("err", "some error").AddWarning("warn", "some warning"), settings: new() { ["HealthPoint:Silenced:0"] = "err" });
        Assert.Equal(
            (500, """{"status":"warning","checks":{"err":"silenced","warn":"warning"},"details":{"warn":{"status":"warning","level":30,"messages":{"warn":"some warning"}}}}"""),
            await ReadAsync(app, "john:doe"));
    }

    [Fact]
    public async Task DF_C4_where_there_is_more_to_say_there_are_more_checks_and_the_worst_of_them_decides()
    {
        // A HealthPoint check says one thing. Several checks of one kind each have their own name, and keep their messages under it.
        await using var app = await StartAsync(static builder => builder.AddPassing("db.1").AddWarning("db.2", "slow").AddError("db.3", "down"));
        var answer = await app.SendAsync("/__heartbeat__", "john:doe");
        Assert.Equal((500, "error"), (answer.Status, (string?)answer.Json["status"]));
        Assert.Equal(["db.1", "db.2", "db.3"], answer.Names("checks"));
        Assert.Equal(["db.2", "db.3"], answer.Names("details"));
        Assert.Equal("slow", (string?)answer.Json["details"]!["db.2"]!["messages"]!["db.2"]);
        Assert.Equal("down", (string?)answer.Json["details"]!["db.3"]!["messages"]!["db.3"]);
    }

    [Theory]
    [InlineData("/__heartbeat__")]
    [InlineData("/__heartbeat__/")]
    public async Task DF_D3_an_anonymous_caller_reads_the_status_alone(string path)
    {
        await using (var app = await StartAsync())
        {
            Assert.Equal((200, Ok), await ReadAsync(app, path: path));
        }

        await using (var app = await StartAsync(static builder => builder.AddPassing("fine", "not told")))
        {
            var answer = await app.SendAsync(path);
            Assert.Equal((200, Ok), (answer.Status, answer.Body));
            Assert.Equal("application/json", answer.ContentHeaders.ContentType?.ToString());
            Assert.Equal(Ok.Length, answer.ContentHeaders.ContentLength);
            Assert.True(answer.Headers.CacheControl?.NoStore);
        }

        await using (var app = await StartAsync(static builder => builder
            .AddWarning("warn", "some warning")
            .AddThrowing("err", new HealthCheckFailedException("for everybody, but not here"))))
        {
            Assert.Equal((500, Error), await ReadAsync(app, path: path));
            Assert.Equal((500, Error), await ReadAsync(app, "john:wrong", path));
            Assert.Equal((500, Error), await ReadAsync(app, path: path + "?test=warn&debug=true"));
        }
    }

    [Fact]
    public async Task DF_D4_a_viewer_reads_status_checks_and_details()
    {
        await using var app = await StartAsync(static builder => builder.AddThrowing("err", new InvalidOperationException("Password=hunter2")).AddWarning("warn"));
        Assert.Equal(
            (500, """{"status":"error","checks":{"err":"error","warn":"warning"},"details":{"err":{"status":"error","level":40,"messages":{"err":"Password=***"}},"warn":{"status":"warning","level":30,"messages":{"warn":"WARNING"}}}}"""),
            await ReadAsync(app, "john:doe"));
    }

    [Fact]
    public async Task DF_D4_a_viewer_of_a_healthy_service_reads_every_check_and_no_details()
    {
        await using var app = await StartAsync(static builder => builder.AddPassing("a", "not told").AddPassing("b"));
        Assert.Equal((200, """{"status":"ok","checks":{"a":"ok","b":"ok"},"details":{}}"""), await ReadAsync(app, "john:doe"));
    }

    [Fact]
    public async Task DF_D5_a_silenced_error_leaves_a_warning()
    {
        await using var app = await StartAsync(
            static builder => builder.AddError("err", "some error").AddWarning("warn", "some warning"),
            settings: new() { ["HealthPoint:Silenced:0"] = "err", ["HealthPoint:Dockerflow:WarningFails"] = "false" });
        Assert.Equal((200, Warning), await ReadAsync(app));
        var answer = await app.SendAsync("/__heartbeat__", "john:doe");
        Assert.Equal((200, "warning"), (answer.Status, (string?)answer.Json["status"]));
        Assert.Equal(["warn"], answer.Names("details"));
        Assert.DoesNotContain("some error", answer.Body, StringComparison.Ordinal);

        // The silenced check was run and logged.
        await Until.TrueAsync(() => app.Log.OfHealthPoint.Any(static line => line.Message is "Health check err is Unhealthy: some error"));
    }

    [Fact]
    public async Task DF_D5_with_all_silenced_the_service_is_well()
    {
        await using var app = await StartAsync(
            static builder => builder.AddError("err", "some error").AddWarning("warn", "some warning"),
            settings: new() { ["HealthPoint:Silenced:0"] = "err", ["HealthPoint:Silenced:1"] = "warn" });
        Assert.Equal((200, Ok), await ReadAsync(app));
        Assert.Equal((200, """{"status":"ok","checks":{"err":"silenced","warn":"silenced"},"details":{}}"""), await ReadAsync(app, "john:doe"));
    }

    [Fact]
    public async Task DF_D6_each_verdict_that_turns_is_logged_once_at_its_level_however_often_it_is_asked_for()
    {
        var time = new ManualTime();
        var (error, warning) = (new Puppet { Status = HealthStatus.Unhealthy }, new Puppet { Status = HealthStatus.Degraded });
        await using var app = await StartAsync(
            builder => builder.AddCheck("E001", error.RunAsync).AddCheck("W001", warning.RunAsync),
            before: builder => builder.Services.AddSingleton<TimeProvider>(time));
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal((500, Error), await ReadAsync(app));
            time.Advance(TimeSpan.FromSeconds(1));
        }

        (error.Status, warning.Status) = (HealthStatus.Healthy, HealthStatus.Healthy);
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal((200, Ok), await ReadAsync(app));
            time.Advance(TimeSpan.FromSeconds(1));
        }

        // The log keeps its order, so once the last lines are there, no line before them is missing.
        error.Status = HealthStatus.Unhealthy;
        Assert.Equal((500, Error), await ReadAsync(app));
        await Until.TrueAsync(() => Transitions().Any(static line => line.Message.EndsWith("run 11", StringComparison.Ordinal)));
        Assert.Equal(
            [
                (LogLevel.Error, "Health check E001 is Unhealthy: run 1"),
                (LogLevel.Information, "Health check E001 is Healthy again: run 6"),
                (LogLevel.Error, "Health check E001 is Unhealthy: run 11"),
                (LogLevel.Warning, "Health check W001 is Degraded: run 1"),
                (LogLevel.Information, "Health check W001 is Healthy again: run 6"),
            ],
            Transitions().OrderBy(static line => line.Message.Contains("W001", StringComparison.Ordinal)).Select(static line => (line.Level, line.Message)));

        IEnumerable<TestLog.Line> Transitions() => app.Log.OfHealthPoint.Where(static line => line.Message.StartsWith("Health check ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/__lbheartbeat__")]
    [InlineData("/__lbheartbeat__/")]
    public async Task DF_D7_the_load_balancers_heartbeat_is_empty_and_runs_nothing(string path)
    {
        var check = new Puppet { Status = HealthStatus.Unhealthy };
        await using var app = await StartAsync(builder => builder.AddCheck("a", check.RunAsync), settings: new() { ["HealthPoint:AuthRequired"] = "true" });
        var answer = await app.SendAsync(path);
        Assert.Equal((200, "", 0), (answer.Status, answer.Body, answer.ContentHeaders.ContentLength));
        Assert.Equal(0, check.Runs);
    }

    [Fact]
    public async Task Status_codes_come_from_the_options_follow_a_reload_and_the_endpoints_own_win()
    {
        await using var app = await StartAsync(
            static builder => builder
                .AddCheck("err", static (_, _) => ValueTask.FromResult(HealthCheckResult.Unhealthy()), static check => check.Tags = ["err"])
                .AddCheck("warn", static (_, _) => ValueTask.FromResult(HealthCheckResult.Degraded()), static check => check.Tags = ["warn"]),
            static app =>
            {
                app.MapDockerflow();
                app.MapDockerflow("/warn/", static options => options.Tags = ["warn"]);
                app.MapGroup("/fails").MapDockerflow(configure: static options => (options.Predicate, options.FailureStatusCode) = (static check => check.Name is "warn", 512));
                app.MapGroup("/degraded").MapDockerflow(configure: static options => (options.Tags, options.DegradedStatusCode) = (["warn"], 202));
            },
            new() { ["HealthPoint:Dockerflow:FailureStatusCode"] = "502", ["HealthPoint:FailureStatusCode"] = "501" });
        Assert.Equal((502, 502, 512, 202), await StatusesAsync());
        app.Reload("HealthPoint:Dockerflow:FailureStatusCode", "503");
        Assert.Equal((503, 503, 512, 202), await StatusesAsync());
        app.Reload("HealthPoint:Dockerflow:WarningFails", "false");
        Assert.Equal((503, 200, 200, 202), await StatusesAsync());
        Assert.Equal((200, Warning), await ReadAsync(app, path: "/warn/__heartbeat__"));

        async Task<(int, int, int, int)> StatusesAsync() =>
        (
            (await app.SendAsync("/__heartbeat__")).Status,
            (await app.SendAsync("/warn/__heartbeat__")).Status,
            (await app.SendAsync("/fails/__heartbeat__")).Status,
            (await app.SendAsync("/degraded/__heartbeat__")).Status);
    }

    [Fact]
    public async Task Details_are_cut_and_escaped_and_names_are_too()
    {
        await using var app = await StartAsync(
            static builder => builder.AddError("a\"b", "12\"\0\u2028\ud83d").AddError("c", "12345🙂789"), settings: new() { ["HealthPoint:DetailMaxLength"] = "6" });
        var answer = await app.SendAsync("/__heartbeat__", "john:doe");
        Assert.Equal("12\"\0\u2028\ufffd", (string?)answer.Json["details"]!["a\"b"]!["messages"]!["a\"b"]);
        Assert.Equal("12345", (string?)answer.Json["details"]!["c"]!["messages"]!["c"]);
    }

    [Fact]
    public async Task Where_authentication_is_required_nothing_runs_for_an_anonymous_caller()
    {
        var check = new Puppet();
        await using var app = await StartAsync(builder => builder.AddCheck("a", check.RunAsync), settings: new() { ["HealthPoint:AuthRequired"] = "true" });
        Assert.Equal((401, "{}"), await ReadAsync(app));
        Assert.Equal(0, check.Runs);
        Assert.Equal((200, """{"status":"ok","checks":{"a":"ok"},"details":{}}"""), await ReadAsync(app, "john:doe"));
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    [InlineData("BREW")]
    public async Task Every_other_method_is_refused_and_runs_nothing(string method)
    {
        var check = new Puppet();
        await using var app = await StartAsync(builder => builder.AddCheck("a", check.RunAsync));
        foreach (var path in new[] { "/__heartbeat__", "/__lbheartbeat__", "/__version__" })
        {
            var answer = await app.SendAsync(path, method: new HttpMethod(method));
            Assert.Equal((405, "{}"), (answer.Status, answer.Body));
            Assert.Equal(["GET", "HEAD"], answer.ContentHeaders.Allow);
        }

        Assert.Equal(0, check.Runs);
    }

    [Fact]
    public async Task HEAD_has_the_headers_of_GET_without_its_body()
    {
        await using var app = await StartAsync(static builder => builder.AddError("a", "a detail"));
        foreach (var (path, user) in new[] { ("/__heartbeat__", null), ("/__heartbeat__", "john:doe"), ("/__lbheartbeat__", null), ("/__version__", null) })
        {
            var get = await app.SendAsync(path, user);
            var head = await app.SendAsync(path, user, HttpMethod.Head);
            Assert.Equal((get.Status, ""), (head.Status, head.Body));
            Assert.Equal(get.Body.Length, head.ContentHeaders.ContentLength);
            Assert.Equal(get.ContentHeaders.ContentType, head.ContentHeaders.ContentType);
        }
    }

    [Fact]
    public async Task Conventions_hold_for_all_three()
    {
        await using var app = await StartAsync(
            map: static app =>
            {
                app.MapDockerflow();
                app.MapGroup("/closed").MapDockerflow().RequireAuthorization();
            },
            before: static builder =>
            {
                builder.Services.AddAuthentication("nobody").AddScheme<Microsoft.AspNetCore.Authentication.AuthenticationSchemeOptions, Nobody>("nobody", null);
                builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new Microsoft.AspNetCore.Authorization.AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
            });
        foreach (var (name, status) in new[] { ("__heartbeat__", 200), ("__lbheartbeat__", 200), ("__version__", 404) })
        {
            Assert.Equal(status, (await app.SendAsync("/" + name)).Status);
            Assert.Equal(401, (await app.SendAsync("/closed/" + name)).Status);
        }
    }

    [Fact]
    public void Mapping_without_AddHealthPoint_says_what_to_call()
    {
        using var app = (IDisposable)WebApplication.CreateBuilder().Build();
        var refusal = Assert.Throws<InvalidOperationException>(() => ((WebApplication)app).MapDockerflow());
        Assert.StartsWith("MapDockerflow needs its services: call builder.Services.AddHealthPoint()", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("endpoints", Assert.Throws<ArgumentNullException>(static () => DockerflowEndpointRouteBuilderExtensions.MapDockerflow(null!)).ParamName);
        Assert.Equal("prefix", Assert.Throws<ArgumentNullException>(() => ((WebApplication)app).MapDockerflow(prefix: null!)).ParamName);
    }

    private static async Task<(int Status, string Body)> ReadAsync(TestApp app, string? user = null, string path = "/__heartbeat__")
    {
        var answer = await app.SendAsync(path, user);
        return (answer.Status, answer.Body);
    }

    private static Task<TestApp> StartAsync(
        Action<IHealthPointBuilder>? configure = null, Action<WebApplication>? map = null, TestSettings? settings = null, Action<WebApplicationBuilder>? before = null) =>
        TestApp.StartAsync(configure, map ?? (static app => app.MapDockerflow()), settings: TestSettings.John.And(settings), before: before);
}
