using System.Globalization;
using HealthPoint.Hosting;
using HealthPoint.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace HealthPoint.Tests;

/// <summary>The tests of django-allow-healthchecks and of django-alive's middleware, and what those tests forgot.</summary>
public sealed class HostBypassTests
{
    private const string Secret = "X-Health: s3cret";

    [Theory]
    [InlineData("/health/")]
    [InlineData("/host")]
    [InlineData("/")]
    public async Task AH_T1_a_host_that_is_not_allowed_is_refused(string path)
    {
        await using var app = await StartAsync(Secrets);
        Assert.Equal(400, (await RawRequest.GetAsync(app, path, "Host: evil.example")).Status);
        Assert.NotEqual(400, (await RawRequest.GetAsync(app, path, "Host: www.example.com")).Status);
    }

    [Theory]
    [InlineData("10.0.0.5")]
    [InlineData("10.0.0.5:8000")]
    [InlineData("evil.example")]
    [InlineData("EVIL.example:443")]
    [InlineData("[fe80::1]")]
    [InlineData("[fe80::1]:8000")]
    [InlineData("[::ffff:10.0.0.5]:8000")]
    [InlineData(".evil")]
    [InlineData("xn--bcher-kva.example")]
    [InlineData("under_score")]
    [InlineData("www.example.com")]
    [InlineData("WWW.EXAMPLE.COM:81")]
    [InlineData("")]
    public async Task AH_T2_with_the_header_the_request_is_answered_and_sees_the_host_as_it_was_sent(string host)
    {
        await using var app = await StartAsync(Secrets.And(new() { ["AllowedHosts"] = "www.example.com" }), NoEmptyHosts);
        var health = await RawRequest.GetAsync(app, "/health/", $"Host: {host}", Secret);
        Assert.Equal((200, "{}"), (health.Status, health.Body));
        Assert.Equal($"{host}|{host}|True", (await RawRequest.GetAsync(app, "/host", $"Host: {host}", Secret)).Body);
    }

    [Theory]
    [InlineData(true, true, 0)]
    [InlineData(false, true, 1)]
    [InlineData(false, false, 0)]
    public async Task Start_up_tells_where_there_is_no_host_filter_to_bypass(bool filtered, bool bypassed, int lines)
    {
        await using var app = await TestApp.StartAsync(settings: bypassed ? Secrets : [], before: builder =>
        {
            if (!filtered)
            {
                foreach (var service in builder.Services.Where(AllowedHosts.IsHostFilter).ToArray())
                {
                    builder.Services.Remove(service);
                }
            }
        });
        Assert.Equal(lines, app.Log.OfHealthPoint.Count(static line => line.Message.Contains("no host filter of the framework's", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("GET /host HTTP/1.0", "||True")]
    [InlineData("HEAD /host HTTP/1.0", "")]
    [InlineData("GET http://evil.example:81/host HTTP/1.0", "||True")]
    public async Task A_request_of_old_without_Host_is_answered_as_well(string line, string body)
    {
        await using var app = await StartAsync(Secrets, NoEmptyHosts);
        Assert.Equal(400, (await RawRequest.SendAsync(app, line)).Status);
        var answer = await RawRequest.SendAsync(app, line, Secret);
        Assert.Equal((200, body), (answer.Status, answer.Body));
    }

    [Theory]
    [InlineData("X-Health: wrong")]
    [InlineData("X-Health:")]
    [InlineData("X-Health: S3CRET")]
    [InlineData("X-Health: s3cret2")]
    [InlineData("X-Health: s3cre")]
    [InlineData("X-Health: s3cret, s3cret")]
    [InlineData("X-Health: s3cret", "X-Health: s3cret")]
    [InlineData("X-Health: s3cret", "X-Health: wrong")]
    [InlineData("X-Health: wrong", "x-health: s3cret")]
    [InlineData("X-Healthy: s3cret")]
    [InlineData("Cookie: X-Health=s3cret")]
    public async Task AH_T3_a_wrong_header_does_not_help(params string[] headers)
    {
        await using var app = await StartAsync(Secrets);
        foreach (var path in new[] { "/health/", "/host", "/-/alive/", "/health/?X-Health=s3cret" })
        {
            Assert.Equal(400, (await RawRequest.GetAsync(app, path, ["Host: evil.example", .. headers])).Status);
        }
    }

    [Fact]
    public async Task Several_secrets_can_be_in_force_while_one_takes_the_place_of_the_other()
    {
        await using var app = await StartAsync(new() { ["HealthPoint:HostBypass:HeaderValues:0"] = "old", ["HealthPoint:HostBypass:HeaderValues:1"] = "n\u00e9w", ["HealthPoint:HostBypass:HeaderName"] = "X-Probe" });
        Assert.Equal(200, (await RawRequest.GetAsync(app, "/host", "Host: evil.example", "x-probe: old")).Status);
        Assert.Equal(200, (await RawRequest.GetAsync(app, "/host", "Host: evil.example", "X-PROBE: n\u00c3\u00a9w")).Status);
        Assert.Equal(400, (await RawRequest.GetAsync(app, "/host", "Host: evil.example", "X-Health: old")).Status);
    }

    [Theory]
    [InlineData("/health/")]
    [InlineData("/-/alive/")]
    [InlineData("/host")]
    public async Task AH_B1_and_AH_B2_a_bypass_lasts_one_request_and_leaves_no_trace(string path)
    {
        await using var app = await StartAsync(Secrets.And(ProbePaths(on: false)));
        var options = app.Services.GetRequiredService<IOptionsMonitor<HostFilteringOptions>>();
        foreach (var host in new[] { "evil.example", "evil.example:81", ".evil", "[::2]", "0.0.0.0" })
        {
            Assert.Equal(200, (await RawRequest.GetAsync(app, path, $"Host: {host}", Secret)).Status);
            Assert.Equal(400, (await RawRequest.GetAsync(app, path, $"Host: {host}")).Status);
        }

        Assert.Equal(400, (await RawRequest.GetAsync(app, path, "Host: other.example")).Status);
        Assert.Equal(["www.example.com", "*.svc.example", "[::1]"], options.CurrentValue.AllowedHosts);
        Assert.Equal("www.example.com;*.svc.example;[::1]", app.Services.GetRequiredService<IConfiguration>()["AllowedHosts"]);
    }

    [Theory]
    [InlineData("*")]
    [InlineData("*.example.com")]
    [InlineData("evil.example/")]
    [InlineData("evil.example:x")]
    public async Task AH_B1_what_the_server_takes_for_no_host_opens_nothing(string host)
    {
        await using var app = await StartAsync(Secrets);
        Assert.Equal(400, (await RawRequest.GetAsync(app, "/host", $"Host: {host}", Secret)).Status);
        Assert.Equal(400, (await RawRequest.GetAsync(app, "/host", "Host: evil.example")).Status);
    }

    [Fact]
    public async Task AH_B1_one_connection_is_not_one_request()
    {
        await using var app = await StartAsync(Secrets);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(200, (await app.SendAsync("/host", configure: static request => request.Headers.Add("X-Health", "s3cret"))).Status);
            Assert.Equal(400, (await app.SendAsync("/host")).Status);
        }
    }

    [Theory]
    [InlineData("X-Health:")]
    [InlineData("X-Health: None")]
    [InlineData("X-Health: null")]
    [InlineData("X-Health: s3cret")]
    public async Task AH_B3_with_no_secret_the_bypass_is_off(string header)
    {
        await using var app = await StartAsync();
        foreach (var path in new[] { "/health/", "/host", "/-/alive/" })
        {
            Assert.Equal(400, (await RawRequest.GetAsync(app, path, "Host: evil.example", header)).Status);
            Assert.Equal(400, (await RawRequest.GetAsync(app, path, "Host: evil.example")).Status);
        }
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(1, "")]
    [InlineData(0, " ")]
    [InlineData(1, "\t ")]
    public async Task AH_B3_an_empty_secret_stops_start_up_and_names_the_key(int index, string secret)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"HealthPoint:HostBypass:HeaderValues:{index}");
        var refusal = await TestApp.RefusesToStartAsync(settings: Secrets.And(new() { [key] = secret }));
        Assert.StartsWith($"{key} is empty, but must be a secret", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AH_B3_an_empty_secret_that_code_sets_stops_start_up_as_well()
    {
        var refusal = await TestApp.RefusesToStartAsync(before: static builder => builder.Services.AddHealthPoint(static options => options.HostBypass.HeaderValues.Add(null!)));
        Assert.StartsWith("HealthPoint:HostBypass:HeaderValues:0 is empty", refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HealthPoint:HostBypass:HeaderValues:0", " s3cret", "must neither begin nor end with white space")]
    [InlineData("HealthPoint:HostBypass:HeaderValues:0", "s3\ncret", "nor hold control characters")]
    [InlineData("HealthPoint:HostBypass:HeaderName", "", "must name a request header")]
    [InlineData("HealthPoint:HostBypass:HeaderName", "X Health", "must name a request header")]
    [InlineData("HealthPoint:HostBypass:HeaderName", "X-Health:", "must name a request header")]
    public async Task What_no_header_could_match_stops_start_up(string key, string value, string problem)
    {
        var refusal = await TestApp.RefusesToStartAsync(settings: new() { [key] = value });
        Assert.StartsWith(key, refusal, StringComparison.Ordinal);
        Assert.Contains(problem, refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("s3", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reload_changes_the_secret_and_one_with_an_empty_secret_is_refused()
    {
        await using var app = await StartAsync(Secrets);
        app.Reload("HealthPoint:HostBypass:HeaderValues:0", "");
        Assert.Contains(app.Log.OfHealthPoint, static line => line.Message.Contains("HeaderValues:0 is empty", StringComparison.Ordinal));
        Assert.Equal(400, (await RawRequest.GetAsync(app, "/host", "Host: evil.example", "X-Health:")).Status);
        Assert.Equal(200, (await RawRequest.GetAsync(app, "/host", "Host: evil.example", Secret)).Status);

        app.Reload("HealthPoint:HostBypass:HeaderValues:0", "another");
        Assert.Equal(400, (await RawRequest.GetAsync(app, "/host", "Host: evil.example", Secret)).Status);
        Assert.Equal(200, (await RawRequest.GetAsync(app, "/host", "Host: evil.example", "X-Health: another")).Status);

        app.Reload("HealthPoint:HostBypass:ProbePaths", "true");
        Assert.Equal(200, (await RawRequest.GetAsync(app, "/health/", "Host: evil.example")).Status);
    }

    [Fact]
    public async Task A_secret_that_is_rotated_out_is_out_although_the_reload_is_refused_for_another_mistake()
    {
        await using var app = await StartAsync(Secrets);
        app.Reload(new() { ["HealthPoint:HostBypass:HeaderValues:0"] = "another", ["HealthPoint:CacheDuration"] = "soon" });
        Assert.Equal(400, (await RawRequest.GetAsync(app, "/host", "Host: evil.example", Secret)).Status);
        Assert.Equal(200, (await RawRequest.GetAsync(app, "/host", "Host: evil.example", "X-Health: another")).Status);
        Assert.Contains(app.Log.OfHealthPoint, static line => line.Message is "HealthPoint: of the refused configuration, HealthPoint:HostBypass came into force all the same, since no mistake is in it.");

        // A section that has a mistake itself stays as it was, but does not keep another section from coming into force.
        app.Reload(new() { ["HealthPoint:HostBypass:HeaderValues:0"] = "", ["HealthPoint:BasicAuth:Username"] = "john", ["HealthPoint:BasicAuth:Password"] = "doe" });
        Assert.Equal(200, (await RawRequest.GetAsync(app, "/host", "Host: evil.example", "X-Health: another")).Status);
        Assert.Equal(["a"], (await app.SendAsync("/health/", "john:doe", configure: static request => request.Headers.Host = "www.example.com")).Names("success"), StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_reload_of_the_allowed_hosts_is_followed()
    {
        await using var app = await StartAsync(Secrets);
        app.Reload("AllowedHosts", "other.example");
        Assert.Equal("evil.example|evil.example|True", (await RawRequest.GetAsync(app, "/host", "Host: evil.example", Secret)).Body);
        Assert.Equal(400, (await RawRequest.GetAsync(app, "/host", "Host: www.example.com")).Status);
    }

    [Theory]
    [InlineData("/health/", 200)]
    [InlineData("/health", 200)]
    [InlineData("/HEALTH/", 200)]
    [InlineData("/health/?test=a", 404)]
    [InlineData("/%68ealth/", 200)]
    [InlineData("/-/alive/", 200)]
    [InlineData("/-/alive", 200)]
    [InlineData("/group/health", 200)]
    [InlineData("/", 400)]
    [InlineData("/host", 400)]
    [InlineData("/health//", 400)]
    [InlineData("//health/", 400)]
    [InlineData("/health/more", 400)]
    [InlineData("/more/health/", 400)]
    [InlineData("/tenant/health", 400)]
    [InlineData("/{tenant}/health", 400)]
    [InlineData("/health%2F", 400)]
    [InlineData("/host?/health/", 400)]
    public async Task AH_B4_without_the_header_probe_paths_only_and_only_with_ProbePaths(string path, int status)
    {
        await using var off = await StartAsync();
        Assert.Equal(400, (await RawRequest.GetAsync(off, path, "Host: evil.example")).Status);

        await using var on = await StartAsync(ProbePaths(on: true));
        foreach (var host in new[] { "evil.example", "10.0.0.1:8000", "bad_host!!", "[::2]:8000", ".evil" })
        {
            Assert.Equal((host, status), (host, (await RawRequest.GetAsync(on, path, $"Host: {host}")).Status));
        }
    }

    [Fact]
    public async Task AH_B4_with_the_header_any_path_and_any_method()
    {
        await using var app = await StartAsync(Secrets.And(ProbePaths(on: true)));
        foreach (var (line, status) in new[] { ("GET /host", 200), ("POST /host", 200), ("DELETE /health/", 405), ("GET /nowhere", 404), ("GET /tenant/health", 200), ("GET /", 404), ("OPTIONS *", 404) })
        {
            Assert.Equal(status, (await RawRequest.SendAsync(app, $"{line} HTTP/1.1", "Host: evil.example", Secret)).Status);
        }
    }

    [Fact]
    public async Task AH_B6_concurrent_requests_do_not_affect_each_other()
    {
        await using var app = await StartAsync(Secrets.And(ProbePaths(on: true)));
        await Parallel.ForAsync(0, 600, new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = TestContext.Current.CancellationToken }, async (i, _) =>
        {
            var host = string.Create(CultureInfo.InvariantCulture, $"h{i}.evil.example:{1 + i}");
            var (path, secret, status, body) = (i % 6) switch
            {
                0 => ("/slow", true, 200, $"{host}|{host}|True"),
                1 => ("/slow", false, 400, null),
                2 => ("/health/", false, 200, "{}"),
                3 => ("/-/alive/", false, 200, null),
                4 => ("/host", true, 200, $"{host}|{host}|True"),
                _ => ("/host", false, 400, null),
            };
            var answer = await app.SendAsync(path, configure: request =>
            {
                request.Headers.Host = host;
                if (secret)
                {
                    request.Headers.Add("X-Health", "s3cret");
                }
            });
            Assert.Equal(status, answer.Status);
            Assert.Equal(body ?? answer.Body, answer.Body);
        });
    }

    [Theory]
    [InlineData("/-/alive/")]
    [InlineData("/health/")]
    public async Task DA_T10_a_bad_host_is_let_in_on_a_probe_path_with_and_without_a_port(string path)
    {
        await using var app = await StartAsync(ProbePaths(on: true), NoEmptyHosts);
        foreach (var host in new[] { "evil.example", "evil.example:8000", "10.0.0.1", "10.0.0.1:8000", "bad_host!!", "" })
        {
            Assert.Equal((host, 200), (host, (await RawRequest.GetAsync(app, path, $"Host: {host}")).Status));
        }

        Assert.Equal(200, (await RawRequest.SendAsync(app, $"GET {path} HTTP/1.0")).Status);
    }

    [Fact]
    public async Task DA_T11_a_bad_host_is_still_refused_elsewhere()
    {
        await using var app = await StartAsync(ProbePaths(on: true));
        Assert.Equal(400, (await RawRequest.GetAsync(app, "/", "Host: evil.example")).Status);
        Assert.Equal(400, (await RawRequest.GetAsync(app, "/host", "Host: evil.example")).Status);
    }

    [Theory]
    [InlineData("*:9000", "10.0.0.5:9000", true)]
    [InlineData("*:9000", "[fe80::1]:9000", true)]
    [InlineData("*:9000", "10.0.0.5:9001", false)]
    [InlineData("*:9000", "10.0.0.5", false)]
    [InlineData("*:80", "10.0.0.5", true)]
    [InlineData("*:80", "", true)]
    [InlineData("*.probe.example", "a.probe.example:81", true)]
    [InlineData("*.probe.example:82", "a.probe.example:81", false)]
    [InlineData("*.probe.example", "evil.example", false)]
    [InlineData("*.probe.example", "", false)]
    public async Task At_another_port_or_host_than_the_endpoint_requires_the_path_is_no_probe_path(string required, string host, bool served)
    {
        await using var app = await TestApp.StartAsync(
            map: app =>
            {
                app.MapHealthPoint().RequireHost(required);
                app.MapAlive().RequireHost(required);
                app.MapFallback(static () => "the application's own");
            },
            settings: ProbePaths(on: true).And(new() { ["AllowedHosts"] = "www.example.com" }),
            before: NoEmptyHosts);
        foreach (var path in new[] { "/health/", "/-/alive/" })
        {
            var answer = await RawRequest.GetAsync(app, path, $"Host: {host}");
            Assert.Equal(served ? 200 : 400, answer.Status);
            Assert.DoesNotContain("own", answer.Body, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("www.example.com")]
    [InlineData("*.example.com")]
    [InlineData("*.b\u00fccher.example")]
    [InlineData("b\u00fccher.example")]
    [InlineData("[::1]")]
    [InlineData("10.0.0.1")]
    [InlineData("nonsense:80;www.example.com")]
    [InlineData("*")]
    [InlineData("www.example.com;*")]
    [InlineData("[::]")]
    [InlineData("0.0.0.0")]
    public async Task Whatever_is_allowed_a_let_in_request_passes(string allowed)
    {
        await using var app = await StartAsync(Secrets.And(new() { ["AllowedHosts"] = allowed }), NoEmptyHosts);
        foreach (var host in new[] { "evil.example", "evil.example:80", "" })
        {
            Assert.Equal($"{host}|{host}|True", (await RawRequest.GetAsync(app, "/host", $"Host: {host}", Secret)).Body);
        }

        Assert.Equal(400, (await RawRequest.GetAsync(app, "/host", "Host:")).Status);
    }

    [Fact]
    public async Task Where_the_allowed_hosts_match_no_host_nobody_passes()
    {
        await using var app = await StartAsync(Secrets.And(ProbePaths(on: true)).And(new() { ["AllowedHosts"] = "nonsense:80" }));
        Assert.Equal(400, (await RawRequest.GetAsync(app, "/host", "Host: nonsense:80")).Status);
        Assert.Equal(400, (await RawRequest.GetAsync(app, "/host", "Host: nonsense:80", Secret)).Status);
    }

    [Theory]
    [InlineData(ForwardedHeaders.None, "www.example.com", "evil.example|evil.example|True||www.example.com")]
    [InlineData(ForwardedHeaders.XForwardedHost, "www.example.com", "www.example.com|www.example.com|True|evil.example|")]
    [InlineData(ForwardedHeaders.XForwardedHost, "other.example", "other.example|other.example|True|evil.example|")]
    [InlineData(ForwardedHeaders.XForwardedHost, "", "evil.example|evil.example|True||")]
    public async Task A_forwarded_host_is_taken_as_ever_and_the_substitute_is_never_seen(ForwardedHeaders headers, string forwarded, string expected)
    {
        foreach (var fromEnvironment in new[] { true, false })
        {
            await using var app = await StartAsync(
                Secrets.And(new() { ["ForwardedHeaders_Enabled"] = fromEnvironment ? "true" : null }),
                Forward(headers),
                fromEnvironment ? null : static app => app.UseForwardedHeaders());
            var answer = await RawRequest.GetAsync(app, "/forwarded", "Host: evil.example", $"X-Forwarded-Host: {forwarded}", Secret);
            Assert.Equal((200, expected), (answer.Status, answer.Body));
            Assert.Equal(400, (await RawRequest.GetAsync(app, "/forwarded", "Host: evil.example", $"X-Forwarded-Host: {forwarded}")).Status);
        }
    }

    [Fact]
    public async Task A_filter_of_the_application_sees_the_host_as_it_was_sent()
    {
        var seen = new List<string?>();
        await using var app = await StartAsync(
            Secrets,
            builder => builder.Services.AddSingleton<Microsoft.AspNetCore.Hosting.IStartupFilter>(new Spy(seen)));
        await RawRequest.GetAsync(app, "/host", "Host: evil.example:81", Secret);
        Assert.Equal(["evil.example:81", "evil.example:81"], seen);
    }

    [Fact]
    public async Task The_secret_and_the_host_are_not_logged_by_us()
    {
        await using var app = await StartAsync(Secrets.And(ProbePaths(on: true)), pipeline: static app => app.UseHttpsRedirection(), before: HttpsPort);
        await RawRequest.GetAsync(app, "/host", "Host: evil.example", Secret);
        await RawRequest.GetAsync(app, "/host", "Host: evil.example", "X-Health: s3cret-not");
        await RawRequest.GetAsync(app, "/health/", "Host: evil.example");
        Assert.NotEmpty(app.Log.OfHealthPoint);
        Assert.All(app.Log.OfHealthPoint, static line => Assert.DoesNotMatch("s3cret|evil", line.Message));
    }

    internal static TestSettings Secrets => new() { ["HealthPoint:HostBypass:HeaderValues:0"] = "s3cret" };

    internal static TestSettings ProbePaths(bool on) => new() { ["HealthPoint:HostBypass:ProbePaths"] = on ? "true" : "false" };

    internal static void NoEmptyHosts(WebApplicationBuilder builder) =>
        builder.Services.Configure<HostFilteringOptions>(static options => options.AllowEmptyHosts = false);

    internal static void HttpsPort(WebApplicationBuilder builder) => builder.Services.AddHttpsRedirection(static options => options.HttpsPort = 443);

    internal static Task<TestApp> StartAsync(TestSettings? settings = null, Action<WebApplicationBuilder>? before = null, Action<WebApplication>? pipeline = null) => TestApp.StartAsync(
        static builder => builder.AddCheck("a", static (_, _) => ValueTask.FromResult(HealthCheckResult.Healthy())),
        app =>
        {
            pipeline?.Invoke(app);
            app.MapHealthPoint();
            app.MapAlive();
            app.MapHealthPoint("/{tenant}/health");
            app.MapGroup("/group").MapHealthPoint("health");
            app.Map("/host", static (HttpContext context) => $"{context.Request.Host}|{context.Request.Headers.Host}|{context.IsHealthProbe()}");
            app.Map("/forwarded", static (HttpContext context) =>
                $"{context.Request.Host}|{context.Request.Headers.Host}|{context.IsHealthProbe()}|{context.Request.Headers["X-Original-Host"]}|{context.Request.Headers["X-Forwarded-Host"]}");
            app.Map("/slow", static async (HttpContext context) =>
            {
                await Task.Yield();
                return $"{context.Request.Host}|{context.Request.Headers.Host}|{context.IsHealthProbe()}";
            });
        },
        settings: new TestSettings { ["AllowedHosts"] = "www.example.com;*.svc.example;[::1]" }.And(settings),
        before: before);

    internal static Action<WebApplicationBuilder> Forward(ForwardedHeaders headers) => builder => builder.Services.PostConfigure<ForwardedHeadersOptions>(options =>
    {
        options.ForwardedHeaders = headers;
        options.KnownProxies.Add(System.Net.IPAddress.Loopback);
    });

    private sealed class Spy(List<string?> seen) : Microsoft.AspNetCore.Hosting.IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(async (context, rest) =>
            {
                seen.Add(context.Request.Host.Value);
                await rest(context);
                seen.Add(context.Request.Host.Value);
            });
            next(app);
        };
    }
}
