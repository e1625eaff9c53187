using System.Globalization;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Threading.RateLimiting;
using HealthPoint.Tests.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace HealthPoint.Tests;

/// <summary>Every endpoint in every pipeline: what the application has around the endpoint, and what a probe then reads.</summary>
public sealed class PipelineTests
{
    private const string Text = "text/plain; charset=utf-8";
    private const int Redirected = 307, Refused = 401, Absent = 404, Limited = 503, Closed = 418;

    // Each line here is an endpoint. A report has a length and is not stored. An endpoint that answers first touches nothing.
    private static readonly Probe[] Probes =
    [
        new("/health/", static endpoints => endpoints.MapHealthPoint(), "application/json", (200, "{}"), (500, "{}"), AnswersFirst: false),
        new("/-/alive/", static endpoints => endpoints.MapAlive(), Text, (200, "ok"), (200, "ok"), AnswersFirst: true),
        new("/-/health/", static endpoints => endpoints.MapAlive(), "application/json", (200, """{"healthy":true}"""), (503, """{"healthy":false,"errors":["check failed"]}"""), AnswersFirst: false),
        new("/__heartbeat__", static endpoints => endpoints.MapDockerflow(), "application/json", (200, """{"status":"ok"}"""), (500, """{"status":"error"}"""), AnswersFirst: false),
        new("/__lbheartbeat__", static endpoints => endpoints.MapDockerflow(), Text, (200, ""), (200, ""), AnswersFirst: true),
        new("/__version__", static endpoints => endpoints.MapDockerflow(), "application/json", (404, "{}"), (404, "{}"), AnswersFirst: false),
        new("/livez", static endpoints => endpoints.MapProbes(), Text, (200, "ok"), (500, "livez check failed\n"), AnswersFirst: false),
        new("/readyz", static endpoints => endpoints.MapProbes(), Text, (200, "ok"), (500, "readyz check failed\n"), AnswersFirst: false),
        new("/startupz", static endpoints => endpoints.MapProbes(), Text, (200, "ok"), (500, "startupz check failed\n"), AnswersFirst: false),
    ];

    // Each entry here is a pipeline: its name, what stands in it, and, where it is not the endpoint's own answer, the answer that
    // is expected of a report and of an endpoint that answers first.
    private static readonly Pipeline[] Pipelines =
    [
        new("plain", static (app, probe) => probe.Map(app)),

        new("redirection, routing first of all", static (app, probe) =>
        {
            app.UseHttpsRedirection();
            probe.Map(app);
        }) { Report = Redirected },
        new("redirection, then routing", static (app, probe) =>
        {
            app.UseHttpsRedirection();
            app.UseRouting();
            probe.Map(app);
        }) { Report = Redirected },
        new("routing, then redirection", static (app, probe) =>
        {
            app.UseRouting();
            app.UseHttpsRedirection();
            probe.Map(app);
        }) { Report = Redirected },
        new("redirection of all but probes", static (app, probe) =>
        {
            app.UseWhen(static context => !context.IsHealthProbe(), static branch => branch.UseHttpsRedirection());
            probe.Map(app);
        }) { Other = Redirected },
        new("redirection of all but probes, then routing", static (app, probe) =>
        {
            app.UseWhen(static context => !context.IsHealthProbe(), static branch => branch.UseHttpsRedirection());
            app.UseRouting();
            probe.Map(app);
        }) { Other = Redirected },
        new("routing, then redirection of all but probes", static (app, probe) =>
        {
            app.UseRouting();
            app.UseWhen(static context => !context.IsHealthProbe(), static branch => branch.UseHttpsRedirection());
            probe.Map(app);
        }) { Other = Redirected },
        new("a middleware that answers all, then routing", static (app, probe) =>
        {
            app.Use(static (HttpContext context, RequestDelegate _) => Close(context));
            app.UseRouting();
            probe.Map(app);
        }) { Report = Closed, Other = Closed },
        new("a middleware that answers all but probes, then routing", static (app, probe) =>
        {
            app.UseWhen(static context => !context.IsHealthProbe(), static branch => branch.Run(Close));
            app.UseRouting();
            probe.Map(app);
        }) { Other = Closed },

        new("a path base", static (app, probe) =>
        {
            app.UsePathBase("/base");
            app.UseWhen(static context => !context.IsHealthProbe(), static branch => branch.Run(Close));
            probe.Map(app);
        }) { Prefix = "/base", Other = Closed },
        new("a path base, then routing", static (app, probe) =>
        {
            app.UsePathBase("/base");
            app.UseWhen(static context => !context.IsHealthProbe(), static branch => branch.Run(Close));
            app.UseRouting();
            probe.Map(app);
        }) { Prefix = "/base", Other = Closed },
        new("a path base that is not asked for", static (app, probe) =>
        {
            app.UsePathBase("/base");
            app.UseRouting();
            probe.Map(app);
        }),
        new("a branch", static (app, probe) => app.Map("/branch", branch =>
        {
            branch.UseRouting();
            branch.UseEndpoints(endpoints => probe.Map(endpoints));
        })) { Prefix = "/branch" },

        new("a fallback policy", static (app, probe) =>
        {
            app.MapGet("/other", static () => "");
            probe.Map(app);
        }) { Services = FallbackPolicy, Other = Refused },
        new("a fallback policy, routing and the rest by hand", static (app, probe) =>
        {
            app.UseRouting();
            app.UseAuthentication();
            app.UseAuthorization();
            app.MapGet("/other", static () => "");
            probe.Map(app);
        }) { Services = FallbackPolicy, Other = Refused },
        new("required authorization", static (app, probe) => probe.Map(app).RequireAuthorization()) { Services = Bearer, Report = Refused, First = Refused },
        new("a group with required authorization", static (app, probe) => probe.Map(app.MapGroup("/group").RequireAuthorization()))
        {
            Services = Bearer, Prefix = "/group", Report = Refused, First = Refused,
        },
        new("a group in a group", static (app, probe) => probe.Map(app.MapGroup("/outer").MapGroup("/inner"))) { Prefix = "/outer/inner" },
        new("a group at another place", static (app, probe) => probe.Map(app.MapGroup("/group"))) { Report = Absent, First = Absent },
        new("a group with a parameter", static (app, probe) => probe.Map(app.MapGroup("/{tenant}"))) { Prefix = "/acme" },
        new("another port required", static (app, probe) => probe.Map(app).RequireHost("*:1")) { Report = Absent, First = Absent },
        new("another host required by the group", static (app, probe) => probe.Map(app.MapGroup("").RequireHost("www.example.com"))) { Report = Absent, First = Absent },
        new("this host required", static (app, probe) => probe.Map(app).RequireHost("127.0.0.1")),
        new("another method required", static (app, probe) => probe.Map(app).WithMetadata(new HttpMethodMetadata(["BREW"]))) { Report = 405, First = 405 },

        new("cross-origin requests, allowed to all", static (app, probe) =>
        {
            app.UseCors("friends");
            probe.Map(app);
        }) { Services = Friends, ReportAllowsOrigin = true },
        new("cross-origin requests, allowed to the endpoint", static (app, probe) =>
        {
            app.UseCors();
            probe.Map(app).RequireCors("friends");
        }) { Services = Friends, ReportAllowsOrigin = true, FirstAllowsOrigin = true },

        new("a rate limit for all", static (app, probe) =>
        {
            app.UseRateLimiter();
            probe.Map(app);
        }) { Services = NoRate, Report = Limited, Other = Limited },
        new("a rate limit for all but the endpoint", static (app, probe) =>
        {
            app.UseRateLimiter();
            probe.Map(app).DisableRateLimiting();
        }) { Services = NoRate, Other = Limited },
        new("a rate limit for the endpoint", static (app, probe) =>
        {
            app.UseRateLimiter();
            probe.Map(app).RequireRateLimiting("none");
        }) { Services = NoRate, Report = Limited, First = Limited, Other = Limited },

        new("an output cache for all", static (app, probe) =>
        {
            app.UseOutputCache();
            probe.Map(app);
        }) { Services = CacheAll },
        new("an output cache for the endpoint", static (app, probe) =>
        {
            app.UseOutputCache();
            probe.Map(app).CacheOutput(static policy => policy.Expire(TimeSpan.FromHours(1)));
        }) { Services = CacheAll },
        new("a response cache", static (app, probe) =>
        {
            app.UseResponseCaching();
            probe.Map(app);
        }) { Services = static builder => builder.Services.AddResponseCaching() },
        new("response compression that nobody asks for", static (app, probe) =>
        {
            app.UseResponseCompression();
            probe.Map(app);
        }) { Services = static builder => builder.Services.AddResponseCompression() },
        new("request timeouts, antiforgery and HSTS", static (app, probe) =>
        {
            app.UseHsts();
            app.UseRouting();
            app.UseRequestTimeouts();
            app.UseAntiforgery();
            probe.Map(app);
        })
        {
            Services = static builder => builder.Services.AddAntiforgery().AddRequestTimeouts(),
        },

        new("a fallback route", static (app, probe) =>
        {
            app.MapFallback(Close);
            probe.Map(app);
        }) { Other = Closed },
        new("a catch-all route", static (app, probe) =>
        {
            app.Map("/{**path}", Close);
            probe.Map(app);
        }) { Other = Closed },
        new("the application's own endpoint at the same path", static (app, probe) =>
        {
            app.MapGet(probe.Path, Close);
            probe.Map(app);
        }),
        new("MapHealthChecks at the same path", static (app, probe) =>
        {
            app.MapHealthChecks(probe.Path);
            probe.Map(app);
        }),
        new("mapped twice", static (app, probe) =>
        {
            probe.Map(app.MapGroup("").RequireHost("*:1"));
            probe.Map(app.MapGroup("").RequireHost("127.0.0.1"));
        }),

        new("status code pages", static (app, probe) =>
        {
            app.UseStatusCodePages();
            probe.Map(app);
        }),
        new("status code pages that run again", static (app, probe) =>
        {
            app.UseStatusCodePagesWithReExecute("/error/{0}");
            app.Map("/error/{code}", static (int code) => string.Create(CultureInfo.InvariantCulture, $"error {code}"));
            probe.Map(app);
        }),
        new("an exception handler and a developer's page", static (app, probe) =>
        {
            app.UseExceptionHandler("/error");
            app.UseDeveloperExceptionPage();
            probe.Map(app);
        }),
        new("UseEndpoints as in a Startup class", static (app, probe) =>
        {
            IApplicationBuilder classic = app;
            classic.UseRouting();
            classic.UseEndpoints(endpoints => probe.Map(endpoints));
        }),
        new("AddHealthPoint called several times", static (app, probe) => probe.Map(app)) { Services = static builder => builder.Services.AddHealthPoint().Services.AddHealthPoint() },
    ];

    public static TheoryData<string, string> Table
    {
        get
        {
            var table = new TheoryData<string, string>();
            foreach (var (pipeline, probe) in Pipelines.SelectMany(static _ => Probes, static (pipeline, probe) => (pipeline, probe)))
            {
                table.Add(pipeline.Name, probe.Path);
            }

            return table;
        }
    }

    [Theory]
    [MemberData(nameof(Table))]
    public async Task Each_endpoint_answers_in_each_pipeline(string name, string path)
    {
        var pipeline = Pipelines.Single(pipeline => string.Equals(pipeline.Name, name, StringComparison.Ordinal));
        var probe = Probes.Single(probe => string.Equals(probe.Path, path, StringComparison.Ordinal));
        var healthy = true;
        await using var app = await StartAsync(() => healthy, pipeline.Services, app => pipeline.Build(app, probe));

        // Each state is asked for twice, since something on the way might have kept the first answer.
        foreach (var state in new[] { true, true, false, true })
        {
            healthy = state;
            foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head })
            {
                var answer = await app.SendAsync(pipeline.Prefix + path, method: method, configure: Origin);
                if ((probe.AnswersFirst ? pipeline.First : pipeline.Report) is { } other)
                {
                    Assert.Equal(other, answer.Status);
                    continue;
                }

                var (status, body) = state ? probe.Healthy : probe.Failing;
                Assert.Equal((status, method == HttpMethod.Get ? body : ""), (answer.Status, answer.Body));
                Assert.Equal(probe.ContentType, answer.ContentHeaders.ContentType?.ToString());
                Assert.Equal(probe.AnswersFirst ? pipeline.FirstAllowsOrigin : pipeline.ReportAllowsOrigin, answer.Headers.Contains("Access-Control-Allow-Origin"));
                if (!probe.AnswersFirst)
                {
                    Assert.Equal(body.Length, answer.ContentHeaders.ContentLength);
                    Assert.True(answer.Headers.CacheControl?.NoStore);
                }
            }
        }

        if (pipeline.Other is { } elsewhere)
        {
            Assert.Equal(elsewhere, (await app.SendAsync("/other")).Status);
        }
    }

    [Fact]
    public async Task An_output_cache_never_keeps_what_a_viewer_reads()
    {
        var healthy = true;
        await using var app = await StartAsync(() => healthy, CacheEverything, static app =>
        {
            app.UseOutputCache();
            app.MapHealthPoint();
            app.MapGet("/now", static () => Guid.NewGuid().ToString());
        });

        // The cache works, and keeps even what it should not.
        Assert.Equal((await app.SendAsync("/now", "john:doe")).Body, (await app.SendAsync("/now")).Body);
        Assert.Equal("""{"success":{"a":"OK"},"error":{}}""", (await app.SendAsync("/health/", "john:doe")).Body);
        Assert.Equal("{}", (await app.SendAsync("/health/")).Body);
        Assert.Equal("""{"success":{"a":"OK"},"error":{}}""", (await app.SendAsync("/health/", "john:doe")).Body);
        healthy = false;
        Assert.Equal(500, (await app.SendAsync("/health/")).Status);

        static void CacheEverything(WebApplicationBuilder builder) => builder.Services.AddOutputCache(static cache =>
            cache.AddBasePolicy(static policy => policy.AddPolicy<CacheWhateverComes>().Expire(TimeSpan.FromHours(1)), excludeDefaultPolicy: true));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task A_compressed_report_is_the_same_report(string encoding)
    {
        await using var app = await StartAsync(
            static () => true,
            static builder => builder.Services.AddResponseCompression(),
            static app =>
            {
                app.UseResponseCompression();
                app.MapHealthPoint();
            });
        foreach (var (user, body) in new[] { (null, "{}"), ("john:doe", """{"success":{"a":"OK"},"error":{}}""") })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/health/");
            request.Headers.AcceptEncoding.ParseAdd(encoding);
            request.Headers.Authorization = user is null ? null : new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(user)));
            using var response = await app.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
            Assert.Equal(encoding, response.Content.Headers.ContentEncoding.Single());
            Assert.True(response.Headers.CacheControl?.NoStore);

            // A length that is no longer true would cut the report off, or let the reader wait for ever.
            Assert.Null(response.Content.Headers.ContentLength);
            await using var compressed = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
            await using Stream plain = encoding is "gzip" ? new GZipStream(compressed, CompressionMode.Decompress) : new BrotliStream(compressed, CompressionMode.Decompress);
            using var reader = new StreamReader(plain);
            Assert.Equal(body, await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
        }
    }

    internal static async Task Close(HttpContext context)
    {
        context.Response.StatusCode = Closed;
        await context.Response.WriteAsync("the application's own");
    }

    private static void Origin(HttpRequestMessage request) => request.Headers.Add("Origin", "https://friend.example");

    private static Task<TestApp> StartAsync(Func<bool> isHealthy, Action<WebApplicationBuilder>? services, Action<WebApplication> map) => TestApp.StartAsync(
        builder => builder.AddCheck("a", (_, _) => ValueTask.FromResult(new HealthCheckResult(isHealthy() ? HealthStatus.Healthy : HealthStatus.Unhealthy)), static check => check.Tags = [HealthTags.Live, HealthTags.Ready, HealthTags.Startup]),
        map,
        settings: TestSettings.John.And(new() { ["HealthPoint:CacheDuration"] = "0" }),
        before: builder =>
        {
            HostBypassTests.HttpsPort(builder);
            services?.Invoke(builder);
        });

    private static void Bearer(WebApplicationBuilder builder)
    {
        builder.Services.AddAuthentication("Nobody").AddScheme<AuthenticationSchemeOptions, Nobody>("Nobody", configureOptions: null);
        builder.Services.AddAuthorization();
    }

    private static void FallbackPolicy(WebApplicationBuilder builder)
    {
        Bearer(builder);
        builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
    }

    private static void Friends(WebApplicationBuilder builder) =>
        builder.Services.AddCors(static cors => cors.AddPolicy("friends", static policy => policy.WithOrigins("https://friend.example").WithMethods("GET", "HEAD")));

    private static void NoRate(WebApplicationBuilder builder) => builder.Services.AddRateLimiter(static limits =>
    {
        limits.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(static _ => None());
        limits.AddPolicy("none", static _ => None());

        static RateLimitPartition<string> None() =>
            RateLimitPartition.Get("", static _ => new Never());
    });

    private static void CacheAll(WebApplicationBuilder builder) =>
        builder.Services.AddOutputCache(static cache => cache.AddBasePolicy(static policy => policy.Expire(TimeSpan.FromHours(1))));

    private sealed record Probe(
        string Path,
        Func<IEndpointRouteBuilder, IEndpointConventionBuilder> Map,
        string? ContentType,
        (int Status, string Body) Healthy,
        (int Status, string Body) Failing,
        bool AnswersFirst);

    private sealed record Pipeline(string Name, Action<WebApplication, Probe> Build)
    {
        public Action<WebApplicationBuilder>? Services { get; init; }

        /// <summary>Where the endpoints stand.</summary>
        public string Prefix { get; init; } = "";

        /// <summary>The status of a report, where it is not the report's own.</summary>
        public int? Report { get; init; }

        /// <summary>The status of an endpoint that answers first, where it is not the endpoint's own.</summary>
        public int? First { get; init; }

        /// <summary>The status of another path, to see that the pipeline does what it says.</summary>
        public int? Other { get; init; }

        public bool ReportAllowsOrigin { get; init; }

        public bool FirstAllowsOrigin { get; init; }
    }

    private sealed class Nobody(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(AuthenticateResult.NoResult());
    }

    private sealed class Never : RateLimiter
    {
        public override TimeSpan? IdleDuration => null;

        public override RateLimiterStatistics? GetStatistics() => null;

        protected override RateLimitLease AttemptAcquireCore(int permitCount) => new Refusal();

        protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken) => new(new Refusal());

        private sealed class Refusal : RateLimitLease
        {
            public override bool IsAcquired => false;

            public override IEnumerable<string> MetadataNames => [];

            public override bool TryGetMetadata(string metadataName, out object? metadata)
            {
                metadata = null;
                return false;
            }
        }
    }

    private sealed class CacheWhateverComes : IOutputCachePolicy
    {
        public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
        {
            context.EnableOutputCaching = context.AllowCacheLookup = context.AllowCacheStorage = true;
            return default;
        }

        public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => default;

        public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation) => default;
    }
}
