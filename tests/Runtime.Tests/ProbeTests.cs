using System.Net;
using System.Net.Sockets;
using System.Text;
using HealthPoint.Tests.Hosting;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace HealthPoint.Tests;

/// <summary>The bytes are those of the Kubernetes API server, pkg/server/healthz/healthz.go.</summary>
public sealed class ProbeTests
{
    private static readonly string[] Probes = ["livez", "readyz", "startupz"];

    [Fact]
    public async Task A_probe_that_passes_says_ok_and_nothing_else()
    {
        await using var app = await StartAsync(static builder => Add(builder, "a"));
        foreach (var probe in Probes)
        {
            foreach (var user in new[] { null, "john:doe" })
            {
                var answer = await app.SendAsync("/" + probe, user);
                Assert.Equal((200, "ok"), (answer.Status, answer.Body));
                AssertHeaders(answer);
            }
        }
    }

    [Fact]
    public async Task A_probe_that_fails_tells_everybody_so_and_viewers_why()
    {
        await using var app = await StartAsync(static builder =>
        {
            Add(builder, "ping");
            Add(builder, "etcd", HealthStatus.Unhealthy, "no leader");
        });
        foreach (var probe in Probes)
        {
            foreach (var query in new[] { "", "?verbose", "?verbose=false" })
            {
                var anonymous = await app.SendAsync("/" + probe + query);
                Assert.Equal((500, $"{probe} check failed\n"), (anonymous.Status, anonymous.Body));
                AssertHeaders(anonymous);

                var viewer = await app.SendAsync("/" + probe + query, "john:doe");
                Assert.Equal((500, $"[+]ping ok\n[-]etcd failed: no leader\n{probe} check failed\n"), (viewer.Status, viewer.Body));
                AssertHeaders(viewer);
            }
        }
    }

    [Theory]
    [InlineData("?verbose")]
    [InlineData("?verbose=")]
    [InlineData("?verbose=false")]
    [InlineData("?x=1&verbose=0&verbose=1")]
    public async Task Verbose_has_a_line_for_each_check_for_viewers_alone(string query)
    {
        await using var app = await StartAsync(static builder =>
        {
            Add(builder, "ping", HealthStatus.Healthy, "pong");
            Add(builder, "etcd");
        });
        Assert.Equal("ok", (await app.SendAsync("/livez" + query)).Body);
        var answer = await app.SendAsync("/livez" + query, "john:doe");
        Assert.Equal((200, "[+]ping ok\n[+]etcd ok\nlivez check passed\n"), (answer.Status, answer.Body));
        AssertHeaders(answer);
    }

    [Fact]
    public async Task Verbose_tells_warnings_silenced_and_skipped_checks_and_keeps_every_detail_on_one_line()
    {
        await using var app = await StartAsync(
            static builder =>
            {
                Add(builder, "down", HealthStatus.Unhealthy, "first\r\n[+]second ok\u2028third\u0085fourth");
                Add(builder, "mute", HealthStatus.Unhealthy, "silenced");
                Add(builder, "poor", HealthStatus.Degraded, "slow");
                Add(builder, "wordless", HealthStatus.Unhealthy);
                builder.AddCheck("dependent", Result(HealthStatus.Healthy), static check => (check.Tags, check.DependsOn) = ([HealthTags.Live], ["down"]));
            },
            settings: new() { ["HealthPoint:Silenced:0"] = "mute" });
        Assert.Equal(
            "[-]down failed: first  [+]second ok third fourth\n"
            + "[+]mute silenced: failed: silenced\n"
            + "[+]poor degraded: slow\n"
            + "[-]wordless failed\n"
            + "[-]dependent failed: skipped: depends on down\n"
            + "livez check failed\n",
            (await app.SendAsync("/livez", "john:doe")).Body);
    }

    [Fact]
    public async Task Each_probe_runs_the_checks_with_its_tag_and_untagged_ones_belong_to_none()
    {
        await using var app = await StartAsync(static builder =>
        {
            Add(builder, "live", tags: HealthTags.Live);
            Add(builder, "ready", tags: HealthTags.Ready);
            Add(builder, "startup", tags: HealthTags.Startup);
            Add(builder, "two", tags: [HealthTags.Live, HealthTags.Ready]);
            Add(builder, "business", HealthStatus.Unhealthy, tags: "other");
            builder.AddCheck("untagged", Result(HealthStatus.Unhealthy));
        });
        Assert.Equal("[+]live ok\n[+]two ok\nlivez check passed\n", (await app.SendAsync("/livez?verbose", "john:doe")).Body);
        Assert.Equal("[+]ready ok\n[+]two ok\nreadyz check passed\n", (await app.SendAsync("/readyz?verbose", "john:doe")).Body);
        Assert.Equal("[+]startup ok\nstartupz check passed\n", (await app.SendAsync("/startupz?verbose", "john:doe")).Body);
        foreach (var name in new[] { "business", "untagged", "ready" })
        {
            Assert.Equal(404, (await app.SendAsync("/livez/" + name, "john:doe")).Status);
        }
    }

    [Fact]
    public async Task A_probe_without_checks_passes_and_tags_follow_a_reload()
    {
        await using var app = await StartAsync(static builder => builder.AddCheck("a", Result(HealthStatus.Unhealthy)));
        foreach (var probe in Probes)
        {
            Assert.Equal((200, "ok"), Of(await app.SendAsync("/" + probe)));
            Assert.Equal((200, $"{probe} check passed\n"), Of(await app.SendAsync($"/{probe}?verbose", "john:doe")));
        }

        app.Reload("HealthPoint:Checks:a:Tags:0", "ready");
        Assert.Equal(200, (await app.SendAsync("/livez")).Status);
        Assert.Equal((500, "readyz check failed\n"), Of(await app.SendAsync("/readyz")));
        Assert.Equal((500, "internal server error: check failed\n"), Of(await app.SendAsync("/readyz/a", "john:doe")));
    }

    [Fact]
    public async Task Excluded_checks_do_not_run_and_are_told_at_their_place()
    {
        var down = new Puppet { Status = HealthStatus.Unhealthy };
        await using var app = await StartAsync(builder =>
        {
            Add(builder, "a");
            builder.AddCheck("b", down.RunAsync, static check => check.Tags = [HealthTags.Live]);
            Add(builder, "c");
            Add(builder, "d", HealthStatus.Unhealthy, "down");
            Add(builder, "e");
        });
        Assert.Equal((200, "ok"), Of(await app.SendAsync("/livez?exclude=b&exclude=d", "john:doe")));
        Assert.Equal(
            (200, "[+]a ok\n[+]b excluded: ok\n[+]c ok\n[+]d excluded: ok\n[+]e ok\nlivez check passed\n"),
            Of(await app.SendAsync("/livez?exclude=d&exclude=b&exclude=b&verbose", "john:doe")));
        Assert.Equal(
            (500, "[+]a excluded: ok\n[+]b excluded: ok\n[+]c ok\n[-]d failed: down\n[+]e excluded: ok\nlivez check failed\n"),
            Of(await app.SendAsync("/livez?exclude=b&exclude=a&exclude=e", "john:doe")));
        Assert.Equal(
            (200, "[+]a excluded: ok\n[+]b excluded: ok\n[+]c excluded: ok\n[+]d excluded: ok\n[+]e excluded: ok\nlivez check passed\n"),
            Of(await app.SendAsync("/livez?verbose&exclude=a&exclude=b&exclude=c&exclude=d&exclude=e", "john:doe")));
        Assert.Equal(0, down.Runs);
    }

    [Fact]
    public async Task An_excluded_check_stands_before_those_that_follow_it_although_skipped_ones_come_last()
    {
        await using var app = await StartAsync(static builder =>
        {
            builder.AddCheck("a", Result(HealthStatus.Healthy), static check => (check.Tags, check.DependsOn) = ([HealthTags.Live], ["d"]));
            Add(builder, "b");
            Add(builder, "c");
            Add(builder, "d", HealthStatus.Unhealthy);
        });
        Assert.Equal(
            "[+]b excluded: ok\n[+]c ok\n[-]d failed\n[-]a failed: skipped: depends on d\nlivez check failed\n",
            (await app.SendAsync("/livez?exclude=b", "john:doe")).Body);
    }

    [Theory]
    [InlineData("exclude=dontexist", "\"dontexist\"")]
    [InlineData("exclude=z&exclude=Y&exclude=x&exclude=z", "\"Y\",\"x\",\"z\"")]
    [InlineData("exclude=ping,etcd", "\"ping,etcd\"")]
    [InlineData("exclude=PING", "\"PING\"")]
    [InlineData("exclude", "\"\"")]
    [InlineData("exclude=", "\"\"")]
    [InlineData("exclude=a%22b%5Cc", "\"a\\\"b\\\\c\"")]
    [InlineData("exclude=a%0D%0A[%2B]etcd ok%0A", "\"a\\r\\n[+]etcd ok\\n\"")]
    [InlineData("exclude=%00%1b%7f%C2%85%C2%A0", "\"\\x00\\x1b\\x7f\\u0085\\u00a0\"")]
    [InlineData("exclude=gr%C3%BC%C3%9Fe%F0%9F%99%82%E2%80%A8%F3%A0%80%81", "\"grüße🙂\\u2028\\U000e0001\"")]
    [InlineData("exclude=a+b%2Bc", "\"a b+c\"")]
    public async Task What_cannot_be_excluded_is_a_warning_that_changes_neither_status_nor_short_body(string query, string quoted)
    {
        await using var app = await StartAsync(static builder =>
        {
            Add(builder, "ping", tags: HealthTags.Live);
            Add(builder, "sick", HealthStatus.Unhealthy, "down", HealthTags.Ready);
        });
        var warning = $"warn: some health checks cannot be excluded: no matches for {quoted}\n";
        Assert.Equal((200, "ok"), Of(await app.SendAsync("/livez?" + query, "john:doe")));
        Assert.Equal((200, $"[+]ping ok\n{warning}livez check passed\n"), Of(await app.SendAsync("/livez?verbose&" + query, "john:doe")));
        Assert.Equal((500, $"[-]sick failed: down\n{warning}readyz check failed\n"), Of(await app.SendAsync("/readyz?" + query, "john:doe")));
    }

    [Fact]
    public async Task A_single_check_is_ok_or_tells_its_reason_on_one_line()
    {
        await using var app = await StartAsync(static builder =>
        {
            Add(builder, "etcd", HealthStatus.Healthy, "fine");
            Add(builder, "sick", HealthStatus.Unhealthy, "no\nleader");
            Add(builder, "poor", HealthStatus.Degraded, "slow");
            Add(builder, "wordless", HealthStatus.Unhealthy);
        });
        foreach (var path in new[] { "/livez/etcd", "/livez/etcd/", "/livez/etcd?verbose", "/LIVEZ/etcd", "/livez/poor" })
        {
            var answer = await app.SendAsync(path, "john:doe");
            Assert.Equal((200, "ok"), Of(answer));
            AssertHeaders(answer);
        }

        var failing = await app.SendAsync("/livez/sick", "john:doe");
        Assert.Equal((500, "internal server error: no leader\n"), Of(failing));
        AssertHeaders(failing);
        Assert.Equal((500, "internal server error: check failed\n"), Of(await app.SendAsync("/livez/wordless", "john:doe")));
        foreach (var unknown in new[] { "dontexist", "ETCD", "et", "sick%20", "verbose" })
        {
            Assert.Equal((404, "Unknown health check\n"), Of(await app.SendAsync("/livez/" + unknown, "john:doe")));
        }

        Assert.Equal(404, (await app.SendAsync("/livez/etcd/more", "john:doe")).Status);
    }

    [Theory]
    [InlineData("/livez/good")]
    [InlineData("/livez/bad")]
    [InlineData("/livez/nope")]
    [InlineData("/readyz/good?verbose")]
    [InlineData("/livez?exclude=bad")]
    [InlineData("/livez?exclude=nope")]
    [InlineData("/livez?EXCLUDE")]
    [InlineData("/startupz?verbose&exclude=good&exclude=bad")]
    public async Task An_anonymous_selection_is_not_found_whatever_it_names_and_runs_nothing(string path)
    {
        var good = new Puppet();
        var bad = new Puppet { Status = HealthStatus.Unhealthy };
        await using var app = await StartAsync(builder => builder
            .AddCheck("good", good.RunAsync, static check => check.Tags = [HealthTags.Live, HealthTags.Ready])
            .AddCheck("bad", bad.RunAsync, static check => check.Tags = [HealthTags.Live]));
        foreach (var user in new[] { null, "john:wrong" })
        {
            var answer = await app.SendAsync(path, user);
            Assert.Equal((404, "{}"), Of(answer));
            Assert.True(answer.Headers.CacheControl?.NoStore);
        }

        Assert.Equal((0, 0), (good.Runs, bad.Runs));
    }

    [Fact]
    public async Task Anonymous_callers_may_select_where_that_is_allowed_and_learn_no_reason()
    {
        await using var app = await StartAsync(
            static builder =>
            {
                Add(builder, "good", HealthStatus.Healthy, "secret");
                Add(builder, "bad", HealthStatus.Unhealthy, "secret");
            },
            configure: static options => options.AllowAnonymousSelection = true);
        Assert.Equal((200, "ok"), Of(await app.SendAsync("/livez/good")));
        Assert.Equal((500, "livez check failed\n"), Of(await app.SendAsync("/livez/bad")));
        Assert.Equal((404, "livez check failed\n"), Of(await app.SendAsync("/livez/nope")));
        Assert.Equal((200, "ok"), Of(await app.SendAsync("/livez?exclude=bad&verbose")));
        Assert.Equal((500, "livez check failed\n"), Of(await app.SendAsync("/livez?exclude=good&verbose")));
        Assert.Equal((500, "livez check failed\n"), Of(await app.SendAsync("/livez?exclude=nope")));
    }

    [Theory]
    [InlineData("a b", "a%20b")]
    [InlineData("a+b", "a+b")]
    [InlineData("a+b", "a%2Bb")]
    [InlineData("100%", "100%25")]
    [InlineData("%41", "%2541")]
    [InlineData("poststarthook/x", "poststarthook%2Fx")]
    [InlineData("poststarthook/x", "poststarthook%2fx")]
    [InlineData("a%2Fb", "a%252Fb")]
    [InlineData("a%2fb", "a%252fb")]
    [InlineData("a/%2Fb", "a%2F%252Fb")]
    [InlineData("db:orders", "db:orders")]
    [InlineData("db:orders", "db%3Aorders")]
    [InlineData("grüße🙂", "gr%C3%BC%C3%9Fe%F0%9F%99%82")]
    [InlineData("{name}", "%7Bname%7D")]
    [InlineData("a?b#c", "a%3Fb%23c")]
    [InlineData("a;b=c&d", "a;b=c&d")]
    [InlineData("a\nb", "a%0Ab")]
    [InlineData("...", "...")]
    public async Task A_name_is_decoded_once(string name, string encoded)
    {
        await using var app = await StartAsync(builder =>
        {
            Add(builder, "other", HealthStatus.Unhealthy);
            builder.Services.AddHealthChecks().AddCheck(name, static () => HealthCheckResult.Healthy(), [HealthTags.Live]);
        });
        Assert.Equal((200, "ok"), await SendRawAsync(app, "/livez/" + encoded));
        Assert.Equal((200, "ok"), await SendRawAsync(app, $"/livez/{encoded}/?x=/livez/other"));

        // A proxy asks in this form. In it the server decodes %2F too.
        Assert.Equal(name.Contains('/', StringComparison.Ordinal) ? (404, "") : (200, "ok"), await SendRawAsync(app, "http://elsewhere/livez/" + encoded));
        Assert.Equal(404, (await SendRawAsync(app, "/readyz/" + encoded)).Status);
        Assert.Equal((200, "ok"), await SendRawAsync(app, $"/livez?exclude=other&exclude={Uri.EscapeDataString(name)}"));

        // Whatever the check's name is, it takes one line.
        Assert.Equal(4, (await SendRawAsync(app, $"/livez?verbose&exclude={Uri.EscapeDataString(name)}")).Body.Split('\n').Length);
    }

    [Theory]
    [InlineData("%zz")]
    [InlineData("%")]
    [InlineData("%2")]
    [InlineData("%ff%fe")]
    [InlineData("%C0%AF")]
    [InlineData("%ED%A0%80")]
    [InlineData("%2Fetcd")]
    [InlineData("etcd%2F")]
    [InlineData("%2F%2F")]
    [InlineData("%2Fx%ff")]
    [InlineData("%252Fetcd")]
    [InlineData("etcd%00")]
    [InlineData("etcd%0a")]
    [InlineData("etcd%09")]
    [InlineData("%1b[31m")]
    [InlineData("%E2%80%AEdcte")]
    [InlineData("Etcd")]
    [InlineData("..%2fetcd")]
    [InlineData("%2e%2e%2fetcd")]
    [InlineData("..%5cetcd")]
    [InlineData("x/etcd")]
    [InlineData("/etcd")]
    [InlineData("<script>alert(1)</script>")]
    public async Task A_name_that_is_none_is_never_an_error_and_never_a_check(string name)
    {
        await using var app = await StartAsync(static builder => Add(builder, "etcd"));
        foreach (var user in new[] { null, "john:doe" })
        {
            // The status 400 is Kestrel's own answer to a null character.
            var (status, body) = await SendRawAsync(app, "/livez/" + name, user);
            Assert.True(status is 404 or 400, $"{status} {body}");
            Assert.DoesNotContain("alert", body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Very_long_names_are_never_an_error()
    {
        await using var app = await StartAsync(static builder => Add(builder, "etcd"));
        foreach (var character in new[] { "a", "%41", "%2F", "%252F", "%E2%80%AE" })
        {
            var name = string.Concat(Enumerable.Repeat(character, 7000 / character.Length));
            Assert.Equal(404, (await SendRawAsync(app, "/livez/" + name)).Status);
            Assert.Equal((200, "ok"), await SendRawAsync(app, "/livez?exclude=" + name));
            Assert.Equal(404, (await SendRawAsync(app, "/livez/" + name, user: null)).Status);
            Assert.Equal(404, (await SendRawAsync(app, "/livez?exclude=" + name, user: null)).Status);
        }

        Assert.Equal((200, "ok"), await SendRawAsync(app, "/livez?" + string.Join('&', Enumerable.Range(0, 500).Select(static i => $"exclude={i}"))));
    }

    [Theory]
    [InlineData("/livez/x/../etcd")]
    [InlineData("/./livez/etcd")]
    [InlineData("/x/%2e%2e/livez/etcd")]
    [InlineData("//livez/etcd")]
    [InlineData("/livez/..")]
    [InlineData("/livez/etcd/..")]
    [InlineData("/livez/etcd/.")]
    [InlineData("/livez/%2e")]
    public async Task Dots_in_a_path_lead_to_no_other_check(string path)
    {
        await using var app = await StartAsync(static builder =>
        {
            Add(builder, "etcd");
            builder.Services.AddHealthChecks().AddCheck("..", static () => HealthCheckResult.Unhealthy(), [HealthTags.Live]);
        });
        Assert.True((await SendRawAsync(app, path, user: null)).Status is 200 or 404 or 500);
        Assert.True((await SendRawAsync(app, path)).Body is "ok" or "" or "Unknown health check\n" or "[+]etcd ok\n[-].. failed\nlivez check failed\n");
    }

    [Fact]
    public async Task A_name_is_found_where_the_path_was_rewritten()
    {
        await using var app = await StartAsync(
            static builder => builder.Services.AddHealthChecks().AddCheck("a/b", static () => HealthCheckResult.Healthy(), [HealthTags.Live]),
            pipeline: static app =>
            {
                app.Use(static (context, next) =>
                {
                    context.Request.Path = context.Request.Path == "/probe" ? new PathString("/livez/a%2Fb") : context.Request.Path;
                    return next(context);
                });
                app.UsePathBase("/base");
                app.UseRouting();
            });
        Assert.Equal((200, "ok"), await SendRawAsync(app, "/probe"));
        Assert.Equal((200, "ok"), await SendRawAsync(app, "/base/livez/a%2Fb"));
    }

    [Fact]
    public async Task HEAD_has_the_headers_of_GET_without_its_body()
    {
        await using var app = await StartAsync(static builder =>
        {
            Add(builder, "a");
            Add(builder, "sick", HealthStatus.Unhealthy, "down", HealthTags.Ready);
        });
        foreach (var path in new[] { "/livez", "/livez?verbose", "/livez/a", "/readyz", "/readyz/sick", "/livez/nope" })
        {
            foreach (var user in new[] { null, "john:doe" })
            {
                var get = await app.SendAsync(path, user);
                var head = await app.SendAsync(path, user, HttpMethod.Head);
                Assert.Equal((get.Status, ""), Of(head));
                Assert.Equal(Encoding.UTF8.GetByteCount(get.Body), head.ContentHeaders.ContentLength);
                Assert.Equal(get.ContentHeaders.ContentLength, head.ContentHeaders.ContentLength);
                Assert.Equal(get.ContentHeaders.ContentType, head.ContentHeaders.ContentType);
            }
        }
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    [InlineData("BREW")]
    public async Task Every_other_method_is_refused_and_runs_nothing(string method)
    {
        var check = new Puppet();
        await using var app = await StartAsync(builder => builder.AddCheck("a", check.RunAsync, static check => check.Tags = [HealthTags.Live]));
        foreach (var path in new[] { "/livez", "/livez/a", "/livez/nope", "/readyz?exclude=a", "/startupz" })
        {
            foreach (var user in new[] { null, "john:doe" })
            {
                var answer = await app.SendAsync(path, user, new HttpMethod(method));
                Assert.Equal((405, "{}"), Of(answer));
                Assert.Equal(["GET", "HEAD"], answer.ContentHeaders.Allow);
            }
        }

        Assert.Equal(0, check.Runs);
    }

    [Fact]
    public async Task Status_codes_and_a_predicate_can_be_set_for_all_probes()
    {
        await using var app = await StartAsync(
            static builder =>
            {
                Add(builder, "poor", HealthStatus.Degraded);
                Add(builder, "bad", HealthStatus.Unhealthy, null, HealthTags.Ready);
                Add(builder, "left out", HealthStatus.Unhealthy);
            },
            configure: static options => (options.FailureStatusCode, options.DegradedStatusCode, options.Predicate) = (503, 429, static check => check.Name is not "left out"));
        Assert.Equal((429, "ok"), Of(await app.SendAsync("/livez")));
        Assert.Equal((503, "readyz check failed\n"), Of(await app.SendAsync("/readyz")));
        Assert.Equal((503, "internal server error: check failed\n"), Of(await app.SendAsync("/readyz/bad", "john:doe")));
        Assert.Equal(404, (await app.SendAsync("/livez/left%20out", "john:doe")).Status);
        Assert.Equal(
            "[+]poor degraded\nwarn: some health checks cannot be excluded: no matches for \"left out\"\nlivez check passed\n",
            (await app.SendAsync("/livez?verbose&exclude=left+out", "john:doe")).Body);
    }

    [Fact]
    public async Task The_tags_of_the_probes_cannot_be_set()
    {
        var refusal = await Assert.ThrowsAsync<ArgumentException>(async () =>
        {
            await using var app = await StartAsync(static _ => { }, configure: static options => options.Tags = ["other"]);
        });
        Assert.StartsWith("The tags of the probes are their own: live, ready, startup.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_status_code_out_of_its_range_is_refused() =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () =>
        {
            await using var app = await StartAsync(static _ => { }, configure: static options => options.FailureStatusCode = 200);
        });

    [Fact]
    public void Mapping_without_AddHealthPoint_says_what_to_call()
    {
        using var app = (IDisposable)WebApplication.CreateBuilder().Build();
        var refusal = Assert.Throws<InvalidOperationException>(() => ((WebApplication)app).MapProbes());
        Assert.StartsWith("MapProbes needs its services: call builder.Services.AddHealthPoint()", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task They_stand_below_a_prefix_or_a_group_and_several_times()
    {
        await using var app = await TestApp.StartAsync(static builder => Add(builder, "a", HealthStatus.Unhealthy), static app =>
        {
            app.MapProbes();
            app.MapProbes("/k8s/");
            app.MapProbes("internal");
            app.MapGroup("/{tenant}/x").MapProbes("/y");
        });
        foreach (var path in new[] { "", "/k8s", "/internal", "/acme/x/y" })
        {
            foreach (var probe in Probes)
            {
                Assert.Equal((500, probe + " check failed\n"), Of(await app.SendAsync($"{path}/{probe}")));
                Assert.Equal(404, (await app.SendAsync($"{path}/{probe}/a")).Status);
            }
        }
    }

    [Fact]
    public async Task A_convention_applies_to_all_six_endpoints()
    {
        await using var app = await StartAsync(
            static builder =>
            {
                builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(static options =>
                    options.Events.OnRedirectToLogin = static context =>
                    {
                        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                        return Task.CompletedTask;
                    });
                builder.Services.AddAuthorization();
                Add(builder, "a");
            },
            convention: static probes => probes.RequireAuthorization());
        foreach (var probe in Probes)
        {
            Assert.Equal(401, (await app.SendAsync("/" + probe)).Status);
            Assert.Equal(401, (await app.SendAsync($"/{probe}/a")).Status);
        }
    }

    [Fact]
    public async Task Where_authentication_is_required_the_probes_are_open_all_the_same_since_a_kubelet_that_is_refused_restarts_the_container()
    {
        await using var app = await StartAsync(static builder => Add(builder, "a"), settings: new() { ["HealthPoint:AuthRequired"] = "true" });
        foreach (var probe in Probes)
        {
            Assert.Equal((200, "ok"), Of(await app.SendAsync("/" + probe)));
            Assert.Equal((200, "ok"), Of(await app.SendAsync("/" + probe, "john:wrong")));

            // Single results are for viewers only, as always.
            Assert.Equal((404, "{}"), Of(await app.SendAsync($"/{probe}/a")));
            Assert.Equal((404, "{}"), Of(await app.SendAsync($"/{probe}?exclude=a")));
            Assert.Equal((200, "ok"), Of(await app.SendAsync($"/{probe}/a", "john:doe")));
        }
    }

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task Refused_callers_learn_nothing(string everywhere)
    {
        var check = new Puppet();
        await using var app = await StartAsync(
            builder => builder.AddCheck("a", check.RunAsync, static check => check.Tags = [HealthTags.Live]),
            configure: static options => options.AuthRequired = true,
            settings: new() { ["HealthPoint:AuthRequired"] = everywhere });
        foreach (var path in new[] { "/livez", "/livez/a", "/livez/nope", "/readyz?exclude=a" })
        {
            Assert.Equal((401, "{}"), Of(await app.SendAsync(path)));
        }

        Assert.Equal(0, check.Runs);
        Assert.Equal((200, "ok"), Of(await app.SendAsync("/livez", "john:doe")));
    }

    [Fact]
    public async Task Readiness_and_startup_fail_until_the_application_has_started_and_liveness_does_not()
    {
        var late = new LateStarter();
        var starting = StartAsync(
            builder =>
            {
                Add(builder, "a");
                builder.Services.AddSingleton<IHostedService>(late);
                builder.Services.AddSingleton(late);
            },
            pipeline: app => late.Server = app.Services.GetRequiredService<IServer>());
        using (var client = new HttpClient { BaseAddress = await late.Listens.Task.WaitAsync(TestContext.Current.CancellationToken) })
        {
            Assert.Equal((200, "ok"), await GetAsync("/livez"));
            Assert.Equal((200, "ok"), await GetAsync("/livez/a", viewer: true));
            foreach (var probe in new[] { "readyz", "startupz" })
            {
                Assert.Equal((500, "starting\n"), await GetAsync("/" + probe));
                Assert.Equal((500, "starting\n"), await GetAsync($"/{probe}?verbose"));
                Assert.Equal((404, "{}"), await GetAsync($"/{probe}?exclude=a"));
                Assert.Equal((404, "{}"), await GetAsync($"/{probe}/a"));
                Assert.Equal((500, $"[-]startup failed: starting\n[+]a ok\n{probe} check failed\n"), await GetAsync("/" + probe, viewer: true));
                Assert.Equal((500, $"[-]startup failed: starting\n[+]a excluded: ok\n{probe} check failed\n"), await GetAsync($"/{probe}?exclude=a", viewer: true));

                // A request for a single check gets that check's own answer.
                Assert.Equal((200, "ok"), await GetAsync($"/{probe}/a", viewer: true));
            }

            async Task<(int Status, string Body)> GetAsync(string path, bool viewer = false)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, path);
                request.Headers.Authorization = viewer ? new("Basic", Convert.ToBase64String("john:doe"u8)) : null;
                using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
                return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            }
        }

        late.MayStart.SetResult();
        await using var app = await starting;
        foreach (var probe in Probes)
        {
            Assert.Equal((200, "ok"), Of(await app.SendAsync("/" + probe)));
        }
    }

    private static Task<TestApp> StartAsync(
        Action<IHealthPointBuilder> checks,
        TestSettings? settings = null,
        Action<HealthPointEndpointOptions>? configure = null,
        Action<IEndpointConventionBuilder>? convention = null,
        Action<WebApplication>? pipeline = null) =>
        TestApp.StartAsync(
            checks,
            app =>
            {
                pipeline?.Invoke(app);
                var probes = app.MapProbes(configure: configure);
                convention?.Invoke(probes);
            },
            settings: TestSettings.John.And(settings));

    /// <summary>Adds a check that all probes run, unless it has other tags.</summary>
    private static void Add(IHealthPointBuilder builder, string name, HealthStatus status = HealthStatus.Healthy, string? detail = null, params string[] tags) =>
        builder.AddCheck(name, Result(status, detail), check => check.Tags = tags.Length > 0 ? tags : [HealthTags.Live, HealthTags.Ready, HealthTags.Startup]);

    private static Func<IServiceProvider, CancellationToken, ValueTask<HealthCheckResult>> Result(HealthStatus status, string? detail = null) =>
        (_, _) => ValueTask.FromResult(new HealthCheckResult(status, detail));

    private static (int Status, string Body) Of(TestApp.Answer answer) => (answer.Status, answer.Body);

    private static void AssertHeaders(TestApp.Answer answer)
    {
        Assert.Equal("text/plain; charset=utf-8", answer.ContentHeaders.ContentType?.ToString());
        Assert.Equal(Encoding.UTF8.GetByteCount(answer.Body), answer.ContentHeaders.ContentLength);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.True(answer.Headers.CacheControl?.NoStore);
    }

    /// <summary>Sends a path as it is; HttpClient would normalize it.</summary>
    private static async Task<(int Status, string Body)> SendRawAsync(TestApp app, string target, string? user = "john:doe")
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, app.Client.BaseAddress!.Port, TestContext.Current.CancellationToken);
        await using var stream = socket.GetStream();
        var authorization = user is null ? "" : $"Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(user))}\r\n";
        var host = target.StartsWith("http://", StringComparison.Ordinal) ? "elsewhere" : "x";
        await stream.WriteAsync(
            Encoding.Latin1.GetBytes($"GET {target.Replace(" ", "%20", StringComparison.Ordinal)} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{authorization}\r\n"),
            TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);
        var answer = (await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).Split("\r\n\r\n", 2);
        return (int.Parse(answer[0].Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture), answer[1]);
    }

    /// <summary>Holds up the start when the server already listens.</summary>
    private sealed class LateStarter : IHostedLifecycleService
    {
        public TaskCompletionSource<Uri> Listens { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource MayStart { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public IServer? Server { get; set; }

        public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartedAsync(CancellationToken cancellationToken)
        {
            Listens.SetResult(new Uri(Server!.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single()));
            return MayStart.Task;
        }

        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
