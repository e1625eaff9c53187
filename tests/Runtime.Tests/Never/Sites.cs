using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace HealthPoint.Tests.Never;

/// <summary>Applications in all states in which an anonymous caller may find one. Each site is an entry here.</summary>
internal static class Sites
{
    /// <summary>How to start each site. The secret stands wherever something of the application has a name.</summary>
    public static readonly IReadOnlyDictionary<string, Func<LeakyChecks, string, Task<Site>>> All = new Dictionary<string, Func<LeakyChecks, string, Task<Site>>>(StringComparer.Ordinal)
    {
        ["failing"] = static (checks, _) => Site.StartAsync("failing", checks),
        ["degraded"] = static (checks, _) => Site.StartAsync("degraded", checks, HealthStatus.Degraded),
        ["healthy"] = static (checks, _) => Site.StartAsync("healthy", checks, HealthStatus.Healthy),
        ["failing, results not kept"] = static (checks, _) => Site.StartAsync("failing, results not kept", checks, cache: TimeSpan.Zero),
        ["closed to strangers"] = static (checks, _) => Site.StartAsync("closed to strangers", checks, settings: new() { ["HealthPoint:AuthRequired"] = "true" }),
        ["open to selection"] = static (checks, _) => Site.StartAsync("open to selection", checks, settings: new() { ["HealthPoint:AllowAnonymousSelection"] = "true" }),
        ["degraded and open to selection"] = static (checks, _) =>
            Site.StartAsync("degraded and open to selection", checks, HealthStatus.Degraded, settings: new() { ["HealthPoint:AllowAnonymousSelection"] = "true" }),
        ["starting"] = static (checks, _) => Site.StartAsync("starting", checks, staysStarting: true),
        ["draining"] = static async (checks, _) =>
        {
            var site = await Site.StartAsync("draining", checks, HealthStatus.Healthy);
            (await site.App).Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
            return site;
        },
        ["with a developer's page, and a policy that throws"] = static (checks, secret) => Site.StartAsync(
            "with a developer's page, and a policy that throws",
            checks,
            settings: new() { ["HealthPoint:StaffPolicy"] = secret },
            services: builder =>
            {
                builder.Environment.EnvironmentName = Environments.Development;
                builder.Services.AddAuthentication();
                builder.Services.AddAuthorizationBuilder().AddPolicy(secret, policy => policy.RequireAssertion(bool (_) => throw new InvalidOperationException(secret)));
            },
            pipeline: static app => app.UseDeveloperExceptionPage()),
        ["with an error page, compression, and a policy that is there no more"] = static (checks, secret) => Site.StartAsync(
            "with an error page, compression, and a policy that is there no more",
            checks,
            settings: new() { ["HealthPoint:StaffPolicy"] = secret },
            services: static builder =>
            {
                builder.Services.AddAuthorization();
                builder.Services.AddSingleton<IAuthorizationPolicyProvider, ForgetfulPolicies>();
                builder.Services.AddProblemDetails();
                builder.Services.AddResponseCompression(static options => options.MimeTypes = ["application/json", "text/plain", "application/health+json", "application/problem+json"]);
            },
            pipeline: static app =>
            {
                app.UseExceptionHandler();
                app.UseStatusCodePages();
                app.UseResponseCompression();
            }),
        ["after a reload with a mistake"] = static async (checks, secret) =>
        {
            var site = await Site.StartAsync("after a reload with a mistake", checks);
            var app = await site.App;
            app.Reload($"HealthPoint:Checks:{secret}:Timeout", secret);
            Assert.Contains(app.Log.OfHealthPoint, static line => line.Message.Contains("refused", StringComparison.Ordinal));
            return site;
        },
        ["with a version that throws"] = static (checks, secret) =>
            Site.StartAsync("with a version that throws", checks, services: builder => builder.Services.AddSingleton<IHealthVersionProvider>(new ThrowingVersion(secret))),
        ["with a version that cannot be read"] = static (checks, secret) =>
            Site.StartAsync("with a version that cannot be read", checks, settings: new() { ["HealthPoint:VersionFile"] = secret + '\0' }),
        ["with a version that is none"] = static async (checks, secret) =>
        {
            var file = Path.Combine(Path.GetTempPath(), $"{secret} {Guid.NewGuid()}.json");
            await File.WriteAllTextAsync(file, $$"""{"commit":"{{secret}}" """, TestContext.Current.CancellationToken);
            var site = await Site.StartAsync("with a version that is none", checks, settings: new() { ["HealthPoint:VersionFile"] = file });
            site.Litter = file;
            return site;
        },
        ["behind a host filter with a bypass"] = static (checks, secret) => Site.StartAsync(
            "behind a host filter with a bypass",
            checks,
            settings: new()
            {
                ["AllowedHosts"] = $"{secret}.example;localhost",
                ["HealthPoint:HostBypass:HeaderValues:0"] = "sesam",
                ["HealthPoint:HostBypass:HeaderValues:1"] = secret,
                ["HealthPoint:HostBypass:ProbePaths"] = "true",
            },
            pipeline: static app => app.UseWhen(static context => !context.IsHealthProbe(), static branch => branch.UseHsts())),
    };

    /// <summary>Knows every policy only once: at the start, when HealthPoint looks whether it exists.</summary>
    private sealed class ForgetfulPolicies(IOptions<AuthorizationOptions> options) : DefaultAuthorizationPolicyProvider(options)
    {
        private int _asked;

        public override Task<AuthorizationPolicy?> GetPolicyAsync(string policyName) =>
            Task.FromResult(Interlocked.Increment(ref _asked) == 1 ? new AuthorizationPolicyBuilder().RequireRole("nobody").Build() : null);
    }

    private sealed class ThrowingVersion(string secret) : IHealthVersionProvider
    {
        public ValueTask<ReadOnlyMemory<byte>?> GetVersionAsync(HttpContext context, CancellationToken cancellation) => throw new InvalidOperationException(secret);
    }
}
