using System.Globalization;
using System.Net;
using HealthPoint.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Tests;

/// <summary>HAProxy, as it is configured everywhere, takes an application out of rotation and in again.</summary>
public sealed class HAProxyTests
{
    [Theory]
    [InlineData("option httpchk GET /health/")]
    [InlineData("option httpchk HEAD /health/")]
    [InlineData("option httpchk\n    http-check send meth GET uri /health/ ver HTTP/1.1 hdr Host probe.example")]
    public async Task A_backend_leaves_while_it_is_unhealthy_and_comes_back(string check)
    {
        var puppet = new Puppet();
        await using var app = await TestApp.StartAsync(
            health => health.AddCheck("puppet", puppet.RunAsync, static check => check.CacheDuration = TimeSpan.Zero),
            static app =>
            {
                app.MapHealthPoint();
                app.MapGet("/", static () => "served");
            });
        var port = Server.FreePort();
        await using var haproxy = Server.Start("haproxy", Configuration(check, port, app.Client.BaseAddress!), static (file, _) => ["-db", "-f", file]);
        using var client = new HttpClient { BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")) };

        await haproxy.UntilAsync(() => AnswersAsync(HttpStatusCode.OK));
        puppet.Status = HealthStatus.Unhealthy;
        await haproxy.UntilAsync(() => AnswersAsync(HttpStatusCode.ServiceUnavailable));
        puppet.Status = HealthStatus.Degraded;
        await haproxy.UntilAsync(() => AnswersAsync(HttpStatusCode.OK));
        puppet.Hold();
        await haproxy.UntilAsync(() => AnswersAsync(HttpStatusCode.ServiceUnavailable));
        puppet.Release();
        await haproxy.UntilAsync(() => AnswersAsync(HttpStatusCode.OK));

        async Task<bool> AnswersAsync(HttpStatusCode status)
        {
            try
            {
                using var response = await client.GetAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken);
                return response.StatusCode == status;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
                return false;
            }
        }
    }

    private static string Configuration(string check, int port, Uri application) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
         global
             maxconn 100
         defaults
             mode http
             timeout connect 5s
             timeout client 30s
             timeout server 30s
             timeout check 500ms
         frontend application
             bind 127.0.0.1:{port}
             default_backend instances
         backend instances
             {check}
             http-check expect status 200
             server one {application.Host}:{application.Port} check inter 50ms fall 2 rise 2

         """);
}
