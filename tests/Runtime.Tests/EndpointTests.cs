using System.Net;
using HealthPoint.Tests.Hosting;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace HealthPoint.Tests;

public sealed class EndpointTests
{
    [Theory]
    [InlineData("/health/")]
    [InlineData("/health")]
    [InlineData("/HEALTH/")]
    public async Task It_answers_with_and_without_a_trailing_slash(string path)
    {
        await using var app = await TestApp.StartAsync(Healthy);
        var answer = await app.SendAsync(path);
        Assert.Equal((200, "{}"), (answer.Status, answer.Body));
        Assert.Equal("application/json", answer.ContentHeaders.ContentType?.ToString());
        Assert.Equal(2, answer.ContentHeaders.ContentLength);
        Assert.True(answer.Headers.CacheControl?.NoStore);
    }

    [Fact]
    public async Task HEAD_runs_the_checks_and_has_the_headers_of_GET_without_its_body()
    {
        await using var app = await TestApp.StartAsync(Failing, settings: TestSettings.John);
        foreach (var user in new[] { null, "john:doe" })
        {
            var get = await app.SendAsync("/health/", user);
            var head = await app.SendAsync("/health/", user, HttpMethod.Head);
            Assert.Equal((500, ""), (head.Status, head.Body));
            Assert.Equal(get.ContentHeaders.ContentLength, head.ContentHeaders.ContentLength);
            Assert.Equal(get.Body.Length, head.ContentHeaders.ContentLength);
        }
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    [InlineData("TRACE")]
    [InlineData("BREW")]
    public async Task Every_other_method_is_refused_and_runs_nothing(string method)
    {
        var runs = 0;
        await using var app = await TestApp.StartAsync(builder => builder.AddCheck("a", (_, _) =>
        {
            Interlocked.Increment(ref runs);
            return ValueTask.FromResult(HealthCheckResult.Healthy());
        }));
        var answer = await app.SendAsync("/health/", method: new HttpMethod(method));
        Assert.Equal((405, "{}"), (answer.Status, answer.Body));
        Assert.Equal(["GET", "HEAD"], answer.ContentHeaders.Allow);
        Assert.Equal(0, runs);
    }

    [Fact]
    public async Task Several_endpoints_have_options_of_their_own()
    {
        await using var app = await TestApp.StartAsync(
            static builder => builder
                .AddCheck("good", Result(HealthStatus.Healthy), static check => check.Tags = ["a"])
                .AddCheck("poor", Result(HealthStatus.Degraded), static check => check.Tags = ["b"])
                .AddCheck("bad", Result(HealthStatus.Unhealthy), static check => check.Tags = ["c", "d"]),
            static app =>
            {
                app.MapHealthPoint();
                app.MapHealthPoint("/a", static options => options.Tags = ["a"]);
                app.MapHealthPoint("/b", static options => (options.Tags, options.DegradedStatusCode) = (["b"], 429));
                app.MapHealthPoint("/{tenant}/c/", static options => (options.Tags, options.FailureStatusCode) = (["c", "x"], 503));
                app.MapHealthPoint("/p", static options => (options.Predicate, options.AllowAnonymousSelection) = (static check => check.Name is not "bad", true));
            },
            settings: TestSettings.John);

        Assert.Equal(500, (await app.SendAsync("/health/")).Status);
        Assert.Equal(200, (await app.SendAsync("/a")).Status);
        Assert.Equal(429, (await app.SendAsync("/b/")).Status);
        Assert.Equal(503, (await app.SendAsync("/acme/c")).Status);
        Assert.Equal("""{"success":{"good":"OK"},"error":{},"warning":{"poor":"WARNING"}}""", (await app.SendAsync("/p", "john:doe")).Body);

        // A check that an endpoint does not have is unknown there. Each endpoint decides for itself whether callers may select.
        Assert.Equal(404, (await app.SendAsync("/p?test=bad")).Status);
        Assert.Equal(200, (await app.SendAsync("/p?test=good")).Status);
        Assert.Equal(404, (await app.SendAsync("/health/?test=good")).Status);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("john:doe")]
    public async Task A_predicate_is_asked_once_for_each_check_and_request_where_nothing_is_kept(string? user)
    {
        var asked = 0;
        await using var app = await TestApp.StartAsync(
            static builder => builder.AddCheck("one", Result(HealthStatus.Healthy)).AddCheck("two", Result(HealthStatus.Healthy)),
            app => app.MapHealthPoint(configure: options => options.Predicate = _ => Interlocked.Increment(ref asked) > 0),
            settings: TestSettings.John.And(new() { ["HealthPoint:CacheDuration"] = "0" }));

        foreach (var query in new[] { "", "?test=one" })
        {
            asked = 0;
            await app.SendAsync("/health/" + query, user);
            Assert.Equal(2, asked);
        }
    }

    [Fact]
    public async Task Tags_and_names_select_their_union_and_each_check_runs_once()
    {
        await using var app = await TestApp.StartAsync(
            static builder => builder
                .AddCheck("one", Result(HealthStatus.Healthy), static check => check.Tags = ["x", "y"])
                .AddCheck("two", Result(HealthStatus.Healthy), static check => check.Tags = ["y"])
                .AddCheck("three", Result(HealthStatus.Healthy)),
            settings: TestSettings.John);

        Assert.Equal(["one", "two"], (await app.SendAsync("/health/?tag=x&tag=y", "john:doe")).Names("success"));
        Assert.Equal(["one", "three"], (await app.SendAsync("/health/?tag=x&test=three&test=one", "john:doe")).Names("success"));
        var unknown = await app.SendAsync("/health/?tag=x&tag=z%22%3C&test=One", "john:doe");
        Assert.Equal(404, unknown.Status);
        Assert.Equal("Unknown tag", unknown.Detail("error", "tag:z\"<"));
        Assert.Equal("Unknown health check", unknown.Detail("error", "One"));
        var twice = await app.SendAsync("/health/?tag=z&test=tag:z", "john:doe");
        Assert.Equal("""{"success":{},"error":{"tag:z":"Unknown health check"}}""", twice.Body);
    }

    [Theory]
    [InlineData("?test=good")]
    [InlineData("?test=bad")]
    [InlineData("?test=nope")]
    [InlineData("?tag=t")]
    [InlineData("?TEST=bad")]
    [InlineData("?test=good&test=bad")]
    public async Task An_anonymous_selection_is_not_found_whatever_it_names(string query)
    {
        await using var app = await TestApp.StartAsync(static builder => builder
            .AddCheck("good", Result(HealthStatus.Healthy), static check => check.Tags = ["t"])
            .AddCheck("bad", Result(HealthStatus.Unhealthy)));
        var answer = await app.SendAsync("/health/" + query);
        Assert.Equal((404, "{}"), (answer.Status, answer.Body));
    }

    [Fact]
    public async Task A_failure_beats_an_unknown_check_and_an_unknown_check_beats_a_warning()
    {
        await using var app = await TestApp.StartAsync(
            static builder => builder
                .AddCheck("poor", Result(HealthStatus.Degraded))
                .AddCheck("bad", Result(HealthStatus.Unhealthy)),
            settings: TestSettings.John);
        Assert.Equal(200, (await app.SendAsync("/health/?test=poor", "john:doe")).Status);
        Assert.Equal(404, (await app.SendAsync("/health/?test=poor&test=x", "john:doe")).Status);
        Assert.Equal(500, (await app.SendAsync("/health/?test=bad&test=x", "john:doe")).Status);
    }

    [Fact]
    public async Task Required_authorization_is_honoured_on_the_endpoint_and_on_its_group()
    {
        await using var app = await TestApp.StartAsync(Healthy, static app =>
        {
            app.MapHealthPoint("/open");
            app.MapHealthPoint("/closed").RequireAuthorization();
            app.MapGroup("/group").RequireAuthorization().MapHealthPoint("/closed");
            app.MapHealthPoint("/policy").RequireAuthorization(static policy => policy.RequireRole("x"));
        }, before: AddCookies);
        Assert.Equal(200, (await app.SendAsync("/open")).Status);
        Assert.Equal(401, (await app.SendAsync("/closed")).Status);
        Assert.Equal(401, (await app.SendAsync("/group/closed")).Status);
        Assert.Equal(401, (await app.SendAsync("/policy")).Status);
    }

    [Fact]
    public async Task Required_cors_is_honoured_on_the_endpoint_and_on_its_group()
    {
        await using var app = await TestApp.StartAsync(
            Healthy,
            static app =>
            {
                app.UseCors();
                app.MapHealthPoint("/one").RequireCors("friends");
                app.MapGroup("/group").RequireCors("friends").MapHealthPoint("/two");
                app.MapHealthPoint("/none");
            },
            before: static builder => builder.Services.AddCors(static cors => cors.AddPolicy("friends", static policy => policy.WithOrigins("https://friend.example").WithMethods("GET"))));

        foreach (var path in new[] { "/one", "/group/two" })
        {
            var get = await app.SendAsync(path, configure: Origin);
            Assert.Equal("https://friend.example", get.Headers.GetValues("Access-Control-Allow-Origin").Single());
            var preflight = await app.SendAsync(path, method: HttpMethod.Options, configure: static request =>
            {
                Origin(request);
                request.Headers.Add("Access-Control-Request-Method", "GET");
            });
            Assert.Equal((int)HttpStatusCode.NoContent, preflight.Status);
        }

        Assert.False((await app.SendAsync("/none", configure: Origin)).Headers.Contains("Access-Control-Allow-Origin"));

        static void Origin(HttpRequestMessage request) => request.Headers.Add("Origin", "https://friend.example");
    }

    [Fact]
    public async Task Under_a_fallback_policy_it_answers_and_everything_else_stays_closed()
    {
        await using var app = await TestApp.StartAsync(
            Healthy,
            static app =>
            {
                app.MapHealthPoint();
                app.MapGet("/secret", static () => "secret");
                app.MapFallback(static () => Results.Text("the application's own page"));
            },
            before: static builder =>
            {
                AddCookies(builder);
                builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
            });
        Assert.Equal(200, (await app.SendAsync("/health/")).Status);
        Assert.Equal(405, (await app.SendAsync("/health/", method: HttpMethod.Post)).Status);
        Assert.Equal(401, (await app.SendAsync("/secret")).Status);
        Assert.Equal(401, (await app.SendAsync("/health/more")).Status);
    }

    [Fact]
    public async Task A_catch_all_route_does_not_answer_first()
    {
        await using var app = await TestApp.StartAsync(Healthy, static app =>
        {
            app.MapGet("/{**rest}", static () => "catch-all");
            app.MapGet("/health/", static () => "the application's own");
            app.MapHealthPoint();
        });
        Assert.Equal("{}", (await app.SendAsync("/health/")).Body);
        Assert.Equal("catch-all", (await app.SendAsync("/other")).Body);
    }

    [Fact]
    public async Task A_detail_is_cut_where_the_options_say_and_never_inside_a_character()
    {
        await using var app = await TestApp.StartAsync(
            static builder => builder.AddCheck("a", static (_, _) => ValueTask.FromResult(HealthCheckResult.Healthy("12345🙂789"))),
            settings: TestSettings.John.And(new() { ["HealthPoint:DetailMaxLength"] = "6" }));
        Assert.Equal("12345", (await app.SendAsync("/health/", "john:doe")).Detail("success", "a"));
    }

    [Theory]
    [InlineData(200, null)]
    [InlineData(600, null)]
    [InlineData(null, 199)]
    [InlineData(null, 204)]
    [InlineData(null, 205)]
    [InlineData(null, 304)]
    public async Task Status_codes_out_of_range_are_refused_when_mapping(int? failure, int? degraded)
    {
        var refusal = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () =>
        {
            await using var app = await TestApp.StartAsync(Healthy, app =>
                app.MapHealthPoint(configure: options => (options.FailureStatusCode, options.DegradedStatusCode) = (failure, degraded)));
        });
        Assert.Contains("must be an HTTP status from", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mapping_without_AddHealthPoint_says_what_to_call()
    {
        var builder = WebApplication.CreateBuilder();
        using var app = (IDisposable)builder.Build();
        var refusal = Assert.Throws<InvalidOperationException>(() => ((WebApplication)app).MapHealthPoint());
        Assert.Contains("builder.Services.AddHealthPoint()", refusal.Message, StringComparison.Ordinal);
    }

    private static void Healthy(IHealthPointBuilder builder) => builder.AddCheck("a", Result(HealthStatus.Healthy));

    private static void Failing(IHealthPointBuilder builder) => builder.AddCheck("a", Result(HealthStatus.Unhealthy));

    private static Func<IServiceProvider, CancellationToken, ValueTask<HealthCheckResult>> Result(HealthStatus status) =>
        (_, _) => ValueTask.FromResult(new HealthCheckResult(status));

    private static void AddCookies(WebApplicationBuilder builder)
    {
        builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(static options =>
            options.Events.OnRedirectToLogin = static context =>
            {
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                return Task.CompletedTask;
            });
        builder.Services.AddAuthorization();
    }
    [Fact]
    public async Task A_tag_that_no_check_has_is_told_once()
    {
        await using var app = await TestApp.StartAsync(
            static builder => builder.AddCheck("a", static (_, _) => ValueTask.FromResult(HealthCheckResult.Healthy()), static check => check.Tags = ["ready", "live"]),
            static app =>
            {
                app.MapHealthPoint("/x/", static endpoint => endpoint.Tags = ["raedy"]);
                app.MapProbes();
            });
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(200, (await app.SendAsync("/x/")).Status);
            Assert.Equal(200, (await app.SendAsync("/startupz")).Status);
        }

        Assert.Equal(
            "HealthPoint: no check has one of the tags of x (raedy), so it always passes. The tags of checks are: live, ready.",
            Assert.Single(app.Log.OfHealthPoint, static line => line.Level == LogLevel.Warning).Message);
    }

    [Fact]
    public async Task What_is_mapped_twice_is_answered_by_the_first()
    {
        await using var app = await TestApp.StartAsync(map: static app =>
        {
            app.MapHealthPoint();
            app.MapHealthPoint("/HEALTH", static endpoint => endpoint.Predicate = static _ => throw new InvalidOperationException("the second was asked"));
            for (var i = 0; i < 2; i++)
            {
                app.MapProbes();
                app.MapAlive();
                app.MapDockerflow();
            }

            app.MapHealthPoint("/readyz/deep");
        });
        foreach (var path in new[] { "/health/", "/livez", "/readyz", "/startupz", "/-/alive/", "/-/health/", "/__heartbeat__", "/__lbheartbeat__", "/readyz/deep" })
        {
            Assert.Equal(200, (await app.SendAsync(path)).Status);
        }

        Assert.Equal(404, (await app.SendAsync("/livez/a")).Status);
    }
}
