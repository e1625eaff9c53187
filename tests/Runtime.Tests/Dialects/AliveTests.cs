using HealthPoint.Tests.Hosting;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Tests.Dialects;

/// <summary>The tests that django-alive has for its endpoints, and what HealthPoint promises beyond them.</summary>
public sealed class AliveTests
{
    private const string Healthy = """{"healthy":true}""";

    [Fact]
    public async Task DA_T12_alive_says_ok_and_nothing_else_whatever_the_checks_say()
    {
        await using var app = await StartAsync(static builder => builder.AddError("a"));
        foreach (var path in new[] { "/-/alive/", "/-/alive" })
        {
            var answer = await app.SendAsync(path);
            Assert.Equal((200, "ok"), (answer.Status, answer.Body));
            Assert.Equal("text/plain; charset=utf-8", answer.ContentHeaders.ContentType?.ToString());
            Assert.Equal(2, answer.ContentHeaders.ContentLength);
            Assert.True(answer.Headers.CacheControl?.NoStore);
        }
    }

    [Fact]
    public async Task DA_T13_health_says_that_the_service_is_healthy()
    {
        await using var app = await StartAsync(static builder => builder.AddPassing("a", "secret").AddWarning("b", "secret"));
        foreach (var (path, user) in new[] { ("/-/health/", null), ("/-/health", "john:doe"), ("/-/health/?test=a", null) })
        {
            var answer = await app.SendAsync(path, user);
            Assert.Equal((200, Healthy), (answer.Status, answer.Body));
            Assert.Equal("application/json", answer.ContentHeaders.ContentType?.ToString());
            Assert.Equal(Healthy.Length, answer.ContentHeaders.ContentLength);
            Assert.True(answer.Headers.CacheControl?.NoStore);
        }
    }

    [Fact]
    public async Task DA_T13_without_any_check_the_service_is_healthy()
    {
        await using var app = await StartAsync();
        Assert.Equal((200, Healthy), await ReadAsync(app));
    }

    [Fact]
    public async Task DA_T15_health_tells_everybody_what_was_written_for_everybody()
    {
        await using var app = await StartAsync(static builder => builder.AddThrowing("database", new HealthCheckFailedException("database failed")));
        Assert.Equal((503, """{"healthy":false,"errors":["database failed"]}"""), await ReadAsync(app));
    }

    [Fact]
    public async Task Errors_stand_in_the_order_of_the_report_and_equal_ones_as_often_as_there_are_checks()
    {
        await using var app = await StartAsync(static builder => builder
            .AddThrowing("c", new HealthCheckFailedException("error 1"))
            .AddThrowing("b", new HealthCheckFailedException("error 2"))
            .AddThrowing("a", new HealthCheckFailedException("error 1"))
            .AddPassing("d"));
        Assert.Equal((503, """{"healthy":false,"errors":["error 1","error 2","error 1"]}"""), await ReadAsync(app));
    }

    [Fact]
    public async Task Everybody_reads_only_what_was_written_for_everybody_and_viewers_read_why()
    {
        await using var app = await StartAsync(static builder => builder
            .AddError("a", "the host db-7 is down")
            .AddError("b")
            .AddThrowing("c", new InvalidOperationException("no route to 10.0.0.7"))
            .AddThrowing("d", new HealthCheckFailedException("cache error", new TimeoutException("10.0.0.8 does not answer")))
            .AddError("e", "the queue orders is full", new HealthCheckFailedException("queue error"))
            .AddError("f", exception: new HealthCheckFailedException("disk error"))
            .AddThrowing("g", new AggregateException(new HealthCheckFailedException("not the exception itself")))
            .AddWarning("h", "nearly full", new HealthCheckFailedException("only a warning"))
            .AddPassing("i", "fine"));

        Assert.Equal(
            (503, """{"healthy":false,"errors":["check failed","check failed","check failed","cache error","queue error","disk error","check failed"]}"""),
            await ReadAsync(app));
        Assert.Equal(
            (503, """{"healthy":false,"errors":["the host db-7 is down","check failed","no route to 10.0.0.7","cache error: 10.0.0.8 does not answer","the queue orders is full","disk error","One or more errors occurred. (not the exception itself)"]}"""),
            await ReadAsync(app, "john:doe"));
    }

    [Fact]
    public async Task Texts_for_everybody_are_masked_cut_and_escaped()
    {
        await using var app = await StartAsync(
            static builder => builder
                .AddThrowing("a", new HealthCheckFailedException("Password=hunter2;Host=x"))
                .AddThrowing("b", new HealthCheckFailedException("12345678901234567890123🙂5"))
                .AddThrowing("c", new HealthCheckFailedException("\"]}\r\n\0<script>"))
                .AddThrowing("d", new HealthCheckFailedException("lone \ud83d half")),
            settings: new() { ["HealthPoint:DetailMaxLength"] = "24" });
        foreach (var user in new[] { null, "john:doe" })
        {
            var answer = await app.SendAsync("/-/health/", user);
            string[] errors = [.. answer.Json["errors"]!.AsArray().Select(static error => (string)error!)];
            Assert.Equal(["Password=***;Host=x", "12345678901234567890123", "\"]}\r\n\0<script>", "lone \ufffd half"], errors);
        }
    }

    [Fact]
    public async Task A_failure_without_a_text_of_its_own_is_a_failed_check()
    {
        await using var app = await StartAsync(static builder => builder
            .AddThrowing("a", new HealthCheckFailedException(""))
            .AddThrowing("b", new Wordless())
            .AddThrowing("c", new Broken()));
        Assert.Equal((503, """{"healthy":false,"errors":["check failed","check failed","check failed"]}"""), await ReadAsync(app));
    }

    [Fact]
    public async Task Silenced_disabled_and_merely_warning_checks_fail_nothing()
    {
        await using var app = await StartAsync(
            static builder => builder
                .AddThrowing("silent", new HealthCheckFailedException("silent error"))
                .AddThrowing("off", new HealthCheckFailedException("off error"))
                .AddThrowing("warning", new HealthCheckFailedException("warning error"), static check => check.FailureStatus = HealthStatus.Degraded),
            settings: new() { ["HealthPoint:Silenced:0"] = "silent", ["HealthPoint:Checks:off:Enabled"] = "false" });
        Assert.Equal((200, Healthy), await ReadAsync(app));
        Assert.Equal((200, Healthy), await ReadAsync(app, "john:doe"));

        // Such checks also stay out of the list when another check fails.
        app.Reload("HealthPoint:Checks:warning:FailureStatus", "Unhealthy");
        Assert.Equal((503, """{"healthy":false,"errors":["warning error"]}"""), await ReadAsync(app));
        Assert.Equal((503, """{"healthy":false,"errors":["warning error"]}"""), await ReadAsync(app, "john:doe"));
    }

    [Fact]
    public async Task A_check_that_is_skipped_fails_without_saying_for_whom_and_its_cause_stands_first()
    {
        await using var app = await StartAsync(static builder => builder
            .AddCheck("a", static (_, _) => ValueTask.FromResult(HealthCheckResult.Healthy()), static check => check.DependsOn = ["secret-database"])
            .AddThrowing("secret-database", new HealthCheckFailedException("database error")));
        Assert.Equal((503, """{"healthy":false,"errors":["database error","check failed"]}"""), await ReadAsync(app));
        Assert.Equal((503, """{"healthy":false,"errors":["database error","skipped: depends on secret-database"]}"""), await ReadAsync(app, "john:doe"));
    }

    [Fact]
    public async Task A_failure_that_does_not_turn_the_verdict_yet_is_told_to_nobody()
    {
        var time = new ManualTime();
        var down = false;
        await using var app = await StartAsync(
            builder => builder.AddCheck(
                "a",
                (_, _) => down ? throw new HealthCheckFailedException("database error") : ValueTask.FromResult(HealthCheckResult.Healthy()),
                static check => check.FailureThreshold = 2),
            before: builder => builder.Services.AddSingleton<TimeProvider>(time));
        Assert.Equal((200, Healthy), await ReadAsync(app));
        Volatile.Write(ref down, true);
        foreach (var expected in new[] { (200, Healthy), (503, """{"healthy":false,"errors":["database error"]}""") })
        {
            time.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(expected, await ReadAsync(app));
            Assert.Equal(expected, await ReadAsync(app, "john:doe"));
        }
    }

    [Theory]
    [InlineData("0")]
    [InlineData("3600")]
    public async Task Errors_are_those_of_the_last_runs_however_long_results_are_kept(string cacheDuration)
    {
        var text = "first";
        await using var app = await StartAsync(
            builder => builder.AddCheck("a", (_, _) => throw new HealthCheckFailedException(text)),
            settings: new() { ["HealthPoint:CacheDuration"] = cacheDuration });
        Assert.Equal((503, """{"healthy":false,"errors":["first"]}"""), await ReadAsync(app));
        Volatile.Write(ref text, "second");
        var expected = cacheDuration is "0" ? "second" : "first";
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal((503, $$"""{"healthy":false,"errors":["{{expected}}"]}"""), await ReadAsync(app));
        }
    }

    [Fact]
    public async Task Status_codes_come_from_the_options_follow_a_reload_and_the_endpoints_own_win()
    {
        await using var app = await StartAsync(
            static builder => builder
                .AddCheck("bad", static (_, _) => ValueTask.FromResult(HealthCheckResult.Unhealthy()), static check => check.Tags = ["bad"])
                .AddCheck("poor", static (_, _) => ValueTask.FromResult(HealthCheckResult.Degraded()), static check => check.Tags = ["poor"]),
            static app =>
            {
                app.MapAlive();
                app.MapAlive("/own", static options => options.FailureStatusCode = 512);
                app.MapAlive("/tagged", static options => (options.Tags, options.DegradedStatusCode) = (["poor"], 429));
                app.MapAlive("/predicate", static options => options.Predicate = static check => check.Name is "poor");
            },
            new() { ["HealthPoint:Alive:FailureStatusCode"] = "502", ["HealthPoint:FailureStatusCode"] = "501" });
        Assert.Equal((502, 512, 429, 200), await StatusesAsync());
        app.Reload("HealthPoint:Alive:FailureStatusCode", "504");
        Assert.Equal((504, 512, 429, 200), await StatusesAsync());
        app.Reload("HealthPoint:Alive:FailureStatusCode", "200");
        Assert.Equal((504, 512, 429, 200), await StatusesAsync());

        async Task<(int, int, int, int)> StatusesAsync() =>
        (
            (await app.SendAsync("/-/health/")).Status,
            (await app.SendAsync("/own/health/")).Status,
            (await app.SendAsync("/tagged/health/")).Status,
            (await app.SendAsync("/predicate/health/")).Status);
    }

    [Theory]
    [InlineData("/-", "/-")]
    [InlineData("", "")]
    [InlineData("/", "")]
    [InlineData("/x/", "/x")]
    [InlineData("x/y", "/x/y")]
    [InlineData("/{tenant}", "/acme")]
    public async Task The_prefix_is_the_applications(string prefix, string path)
    {
        await using var app = await StartAsync(map: app => app.MapAlive(prefix));
        Assert.Equal("ok", (await app.SendAsync(path + "/alive/")).Body);
        Assert.Equal(Healthy, (await app.SendAsync(path + "/health")).Body);
    }

    [Fact]
    public async Task Without_a_prefix_there_is_nothing_to_map()
    {
        await using var app = await StartAsync(map: static app => Assert.Equal("prefix", Assert.Throws<ArgumentNullException>(() => app.MapAlive(null!)).ParamName));
        Assert.Equal("endpoints", Assert.Throws<ArgumentNullException>(static () => AliveEndpointRouteBuilderExtensions.MapAlive(null!)).ParamName);
    }

    [Fact]
    public async Task It_may_be_mapped_several_times_on_groups_too()
    {
        await using var app = await StartAsync(
            static builder => builder.AddError("a"),
            static app =>
            {
                app.MapAlive();
                app.MapGroup("/group").MapAlive();
                app.MapGroup("/{tenant}/deep").MapAlive("");
            });
        foreach (var prefix in new[] { "/-", "/group/-", "/acme/deep" })
        {
            Assert.Equal((200, "ok"), await ReadAsync(app, path: prefix + "/alive/"));
            Assert.Equal((503, """{"healthy":false,"errors":["check failed"]}"""), await ReadAsync(app, path: prefix + "/health/"));
        }
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
        foreach (var path in new[] { "/-/alive/", "/-/health/" })
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
        foreach (var (path, user) in new[] { ("/-/alive/", null), ("/-/health/", null), ("/-/health/", "john:doe") })
        {
            var get = await app.SendAsync(path, user);
            var head = await app.SendAsync(path, user, HttpMethod.Head);
            Assert.Equal((get.Status, ""), (head.Status, head.Body));
            Assert.Equal(get.Body.Length, head.ContentHeaders.ContentLength);
            Assert.Equal(get.ContentHeaders.ContentType, head.ContentHeaders.ContentType);
        }
    }

    [Theory]
    [InlineData("john:wrong")]
    [InlineData("")]
    public async Task Wrong_credentials_make_an_anonymous_caller(string user)
    {
        await using var app = await StartAsync(static builder => builder.AddError("a", "a detail"));
        Assert.Equal((503, """{"healthy":false,"errors":["check failed"]}"""), await ReadAsync(app, user));
        Assert.Equal((200, "ok"), await ReadAsync(app, user, "/-/alive/"));
    }

    [Fact]
    public async Task Where_authentication_is_required_alive_is_open_all_the_same_and_health_runs_nothing()
    {
        var check = new Puppet();
        await using var app = await StartAsync(builder => builder.AddCheck("a", check.RunAsync), settings: new() { ["HealthPoint:AuthRequired"] = "true" });
        Assert.Equal((200, "ok"), await ReadAsync(app, path: "/-/alive/"));
        Assert.Equal((200, "ok"), await ReadAsync(app, "john:wrong", "/-/alive/"));
        var refused = await app.SendAsync("/-/health/");
        Assert.Equal((401, "{}"), (refused.Status, refused.Body));
        Assert.Single(refused.Headers.WwwAuthenticate);
        Assert.Equal(0, check.Runs);
        Assert.Equal((200, Healthy), await ReadAsync(app, "john:doe"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_endpoints_own_word_on_authentication_wins_and_does_not_concern_alive(bool required)
    {
        await using var app = await StartAsync(
            map: app =>
            {
                app.MapAlive(configure: options => options.AuthRequired = required);
                app.MapDockerflow(configure: options => options.AuthRequired = required);
                app.MapHealthPoint(configure: options => options.AuthRequired = required);
            },
            settings: new() { ["HealthPoint:AuthRequired"] = required ? "false" : "true" });
        foreach (var path in new[] { "/-/health/", "/__heartbeat__", "/health/" })
        {
            Assert.Equal(required ? 401 : 200, (await app.SendAsync(path)).Status);
            Assert.Equal(200, (await app.SendAsync(path, "john:doe")).Status);
        }

        Assert.Equal((200, "ok"), await ReadAsync(app, path: "/-/alive/"));
        Assert.Equal((200, ""), await ReadAsync(app, path: "/__lbheartbeat__"));
    }

    [Fact]
    public async Task Where_authentication_is_required_and_there_are_no_credentials_health_is_forbidden()
    {
        await using var app = await TestApp.StartAsync(static builder => builder.AddError("a"), static app => app.MapAlive(), settings: new() { ["HealthPoint:AuthRequired"] = "true" });
        Assert.Equal((403, "{}"), await ReadAsync(app));
    }

    [Fact]
    public async Task Conventions_hold_for_both_endpoints()
    {
        await using var app = await StartAsync(
            map: static app =>
            {
                app.MapAlive();
                app.MapAlive("/closed").RequireAuthorization();
                app.MapGroup("/group").RequireAuthorization().MapAlive("");
                app.MapAlive("/host").RequireHost("elsewhere.example");
                var last = app.MapAlive("/last");
                last.Finally(static endpoint => endpoint.RequestDelegate = static context => context.Response.WriteAsync("last"));
                app.MapGet("/secret", static () => "secret");
            },
            before: static builder =>
            {
                builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(static options =>
                    options.Events.OnRedirectToLogin = static context =>
                    {
                        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                        return Task.CompletedTask;
                    });
                builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
            });
        foreach (var name in new[] { "/alive/", "/health/" })
        {
            Assert.Equal(200, (await app.SendAsync("/-" + name)).Status);
            Assert.Equal(401, (await app.SendAsync("/closed" + name)).Status);
            Assert.Equal(401, (await app.SendAsync("/group" + name)).Status);
            Assert.NotEqual(200, (await app.SendAsync("/host" + name)).Status);
            Assert.Equal("last", (await app.SendAsync("/last" + name)).Body);
        }

        Assert.Equal(401, (await app.SendAsync("/secret")).Status);
    }

    [Fact]
    public async Task A_catch_all_route_or_a_route_of_the_same_name_does_not_answer_first()
    {
        await using var app = await StartAsync(map: static app =>
        {
            app.MapGet("/{**rest}", static () => "catch-all");
            app.MapGet("/-/alive/", static () => "the application's own");
            app.MapGet("/-/health/", static () => "the application's own");
            app.MapAlive();
        });
        Assert.Equal("ok", (await app.SendAsync("/-/alive/")).Body);
        Assert.Equal(Healthy, (await app.SendAsync("/-/health/")).Body);
    }

    [Fact]
    public void Mapping_without_AddHealthPoint_says_what_to_call()
    {
        using var app = (IDisposable)WebApplication.CreateBuilder().Build();
        var refusal = Assert.Throws<InvalidOperationException>(() => ((WebApplication)app).MapAlive());
        Assert.StartsWith("MapAlive needs its services: call builder.Services.AddHealthPoint()", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_status_code_out_of_range_is_refused_when_mapping() =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(static async () =>
        {
            await using var app = await StartAsync(map: static app => app.MapAlive(configure: static options => options.FailureStatusCode = 399));
        });

    private static async Task<(int Status, string Body)> ReadAsync(TestApp app, string? user = null, string path = "/-/health/")
    {
        var answer = await app.SendAsync(path, user);
        return (answer.Status, answer.Body);
    }

    private static Task<TestApp> StartAsync(
        Action<IHealthPointBuilder>? configure = null, Action<WebApplication>? map = null, TestSettings? settings = null, Action<WebApplicationBuilder>? before = null) =>
        TestApp.StartAsync(configure, map ?? (static app => app.MapAlive()), settings: TestSettings.John.And(settings), before: before);

    private sealed class Wordless() : HealthCheckFailedException("written over")
    {
        public override string Message => null!;
    }

    private sealed class Broken() : HealthCheckFailedException("written over")
    {
        public override string Message => throw new NotSupportedException("no words");
    }
}
