using HealthPoint.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace HealthPoint.Tests.Never;

/// <summary>The framework's <c>HttpRequest.Host</c> throws where the header claims to be encoded and is not.</summary>
public sealed class OddHostTests
{
    private const string Odd = "Host: xn--";

    [Fact]
    public async Task A_probe_at_a_required_host_is_no_error_of_the_server_where_the_host_cannot_be_decoded()
    {
        await using var app = await HostBypassTests.StartAsync(
            HostBypassTests.ProbePaths(on: true),
            Quiet,
            static app => app.MapHealthPoint("/required/health/").RequireHost("*.probe.example"));
        Assert.Equal(400, (await RawRequest.GetAsync(app, "/required/health/", Odd)).Status);
    }

    [Fact]
    public async Task A_redirection_of_a_probe_is_no_error_of_the_server_where_the_host_cannot_be_decoded()
    {
        await using var app = await HostBypassTests.StartAsync(HostBypassTests.Secrets, Quiet, static app => app.Run(static context =>
        {
            context.Response.Redirect("https://www.example.com/");
            return Task.CompletedTask;
        }));
        Assert.Equal(302, (await RawRequest.GetAsync(app, "/", Odd, "X-Health: s3cret")).Status);
    }

    // The templates have the same filter. The framework's line for each request reads the host too, and when that throws, the
    // framework closes the connection.
    private static void Quiet(WebApplicationBuilder builder) => builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
}
