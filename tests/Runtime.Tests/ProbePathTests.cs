using HealthPoint.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HealthPoint.Tests;

public sealed class ProbePathTests
{
    [Theory]
    [InlineData("/-/alive/", 0)]
    [InlineData("/health/", 1)]
    [InlineData("/group/health/", 2)]
    public async Task The_first_probe_does_not_wait_for_the_applications_endpoints_to_be_built_once_more(string path, int builds)
    {
        var built = 0;
        await using var app = await TestApp.StartAsync(map: app =>
        {
            app.MapGet("/other", static () => "").Finally(_ => built++);
            app.MapAlive();
            app.MapHealthPoint();
            app.MapGroup("/group").MapHealthPoint("health");
        });
        Assert.Equal(200, (await app.SendAsync(path)).Status);
        Assert.Equal(builds, built);

        // Routing builds the endpoints once, as it would without HealthPoint, and tells what stands in the group.
        Assert.Equal(200, (await app.SendAsync("/other")).Status);
        Assert.Equal(Math.Max(1, builds), built);
        Assert.Equal(200, (await app.SendAsync("/group/health")).Status);
        Assert.Equal(Math.Max(1, builds), built);
    }

    [Theory]
    [InlineData("/health/", true)]
    [InlineData("/HEALTH", true)]
    [InlineData("/-/alive/", true)]
    [InlineData("/group/health", true)]
    [InlineData("/acme/health", false)]
    [InlineData("/tenant/health", false)]
    [InlineData("/other/health/", false)]
    [InlineData("/other", false)]
    [InlineData("/", false)]
    [InlineData("/suppressed/health/", false)]
    public async Task Before_routing_the_path_tells_a_probe(string path, bool expected)
    {
        bool? before = null;
        await using var app = await TestApp.StartAsync(map: app =>
        {
            app.Use((context, next) =>
            {
                before = context.IsHealthProbe();
                return next(context);
            });
            app.UseRouting();
            app.MapHealthPoint();
            app.MapAlive().RequireHost("127.0.0.1");
            app.MapHealthPoint("/{tenant}/health");
            app.MapGroup("/group").MapHealthPoint("health");
            app.MapHealthPoint("/suppressed/health/").WithMetadata(new SuppressMatchingMetadata());
        });
        await app.SendAsync(path);
        Assert.Equal(expected, before);
    }

    [Theory]
    [InlineData("/health/", true)]
    [InlineData("/acme/health", true)]
    [InlineData("/other", false)]
    [InlineData("/nowhere", false)]
    [InlineData("/elsewhere/health/", false)]
    public async Task After_routing_the_endpoint_tells_a_probe(string path, bool expected)
    {
        bool? after = null;
        await using var app = await TestApp.StartAsync(map: app =>
        {
            app.Use((context, next) =>
            {
                after = context.IsHealthProbe();
                return next(context);
            });
            app.MapGet("/other", static () => "");
            app.MapHealthPoint();
            app.MapHealthPoint("/{tenant}/health");

            // Another endpoint of HealthPoint stands at this path, but not at this port.
            app.MapHealthPoint("/elsewhere/health/").RequireHost("*:1");
            app.MapGet("/elsewhere/health/", static () => "").WithOrder(-2);
        });
        await app.SendAsync(path);
        Assert.Equal(expected, after);
    }

    [Fact]
    public void Without_AddHealthPoint_nothing_is_a_probe()
    {
        Assert.False(new DefaultHttpContext().IsHealthProbe());
        using var services = new ServiceCollection().BuildServiceProvider();
        Assert.False(new DefaultHttpContext { RequestServices = services }.IsHealthProbe());
        Assert.Throws<ArgumentNullException>(static () => HealthProbeHttpContextExtensions.IsHealthProbe(null!));
    }

    [Fact]
    public async Task Our_filter_is_the_outermost_and_costs_other_requests_no_memory()
    {
        await using var app = await HostBypassTests.StartAsync(HostBypassTests.Secrets.And(HostBypassTests.ProbePaths(on: true)));
        var passed = 0;
        var builder = new ApplicationBuilder(app.Services);
        app.Services.GetServices<IStartupFilter>().First().Configure(inner => inner.Run(_ =>
        {
            passed++;
            return Task.CompletedTask;
        }))(builder);
        var pipeline = builder.Build();
        var context = new DefaultHttpContext { RequestServices = app.Services, Request = { Path = "/Other/Path", Host = new HostString("evil.example") } };
        await pipeline(context);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            _ = pipeline(context);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(1001, passed);

        // This path is HealthPoint's own, in whatever case.
        context.Request.Host = new HostString("www.example.com");
        context.Request.Path = "/-/ALIVE";
        await pipeline(context);
        Assert.Equal(1001, passed);
    }

    [Fact]
    public async Task A_host_with_a_Startup_class_is_no_different()
    {
        using var host = Host.CreateDefaultBuilder(["--hostBuilder:reloadConfigOnChange=false"])
            .ConfigureLogging(static logging => logging.ClearProviders())
            .ConfigureWebHostDefaults(static web => web
                .UseStartup<Startup>()
                .UseSetting(WebHostDefaults.ApplicationKey, "Bare")
                .ConfigureAppConfiguration(static configuration => configuration.AddInMemoryCollection(new TestSettings
                {
                    ["AllowedHosts"] = "www.example.com",
                    ["HealthPoint:HostBypass:HeaderValues:0"] = "s3cret",
                    ["HealthPoint:HostBypass:ProbePaths"] = "true",
                }))
                .UseUrls("http://127.0.0.1:0"))
            .Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = new Uri(host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()) };

        Assert.Equal((200, "{}"), await GetAsync("/health/"));
        Assert.Equal((200, "ok"), await GetAsync("/-/alive/"));
        Assert.Equal(400, (await GetAsync("/other")).Status);
        Assert.Equal((200, client.BaseAddress.Authority), await GetAsync("/other", "s3cret"));
        await host.StopAsync(TestContext.Current.CancellationToken);

        async Task<(int Status, string Body)> GetAsync(string path, string? secret = null)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.TryAddWithoutValidation("X-Health", secret);
            using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
            return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }
    }

    private sealed class Startup
    {
        public void ConfigureServices(IServiceCollection services) => services.AddHealthPoint();

        public void Configure(IApplicationBuilder app)
        {
            app.UseRouting();
            app.UseEndpoints(static endpoints =>
            {
                endpoints.MapHealthPoint();
                endpoints.MapAlive();
                endpoints.MapGet("/other", static (HttpContext context) => context.Request.Host.Value);
            });
        }
    }
}
