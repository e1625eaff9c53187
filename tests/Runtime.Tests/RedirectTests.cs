using HealthPoint.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;

namespace HealthPoint.Tests;

/// <summary>
/// The open redirection of django-alive. A request that the bypass has let in is not redirected to a host that its sender
/// made up.
/// </summary>
public sealed class RedirectTests
{
    private const string Secret = "X-Health: s3cret";

    [Theory]
    [InlineData("evil.example")]
    [InlineData("evil.example:8000")]
    [InlineData("EVIL.example.")]
    [InlineData("10.0.0.5:80")]
    [InlineData("[fe80::1]:80")]
    [InlineData(".evil")]
    [InlineData("bad_host!!")]
    [InlineData("")]
    public async Task A_redirection_to_HTTPS_does_not_lead_there(string host)
    {
        await using var app = await StartAsync();
        foreach (var (path, headers) in new[] { ("/elsewhere", new[] { Secret }), ("/health/", [Secret]), ("/health/", []) })
        {
            var answer = await RawRequest.GetAsync(app, path, [$"Host: {host}", .. headers]);
            Assert.Equal((400, null, "no-store"), (answer.Status, answer.Header("Location"), answer.Header("Cache-Control")));
        }

        Assert.Single(app.Log.OfHealthPoint, static line => line.Message.Contains("was withheld", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("www.example.com", "https://www.example.com/health/")]
    [InlineData("www.example.com:80", "https://www.example.com/health/")]
    [InlineData("pod.svc.example", "https://pod.svc.example/health/")]
    public async Task A_redirection_to_an_allowed_host_is_left_alone(string host, string location)
    {
        await using var app = await StartAsync();
        foreach (var headers in new[] { new[] { Secret }, [] })
        {
            var answer = await RawRequest.GetAsync(app, "/health/", [$"Host: {host}", .. headers]);
            Assert.Equal((307, location), (answer.Status, answer.Header("Location")));
        }

        Assert.DoesNotContain(app.Log.OfHealthPoint, static line => line.Message.Contains("was withheld", StringComparison.Ordinal));
    }

    [Fact]
    public async Task With_IsHealthProbe_the_probe_is_answered_and_everybody_else_redirected()
    {
        await using var app = await StartAsync(static app => app.UseWhen(static context => !context.IsHealthProbe(), static branch => branch.UseHttpsRedirection()));
        Assert.Equal(200, (await RawRequest.GetAsync(app, "/health/", "Host: evil.example")).Status);
        Assert.Equal(200, (await RawRequest.GetAsync(app, "/host", "Host: evil.example", Secret)).Status);
        Assert.Equal(200, (await RawRequest.GetAsync(app, "/host", "Host: www.example.com", Secret)).Status);
        Assert.Equal("https://www.example.com/host", (await RawRequest.GetAsync(app, "/host", "Host: www.example.com")).Header("Location"));
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("http://evil.example")]
    [InlineData("HTTPS://EVIL.EXAMPLE/")]
    [InlineData("https://evil.example./x")]
    [InlineData("https://evil.example:443/x")]
    [InlineData("https://evil.example:8443/x")]
    [InlineData("https://user@evil.example/")]
    [InlineData("https://www.example.com:80@evil.example/")]
    [InlineData("https://www.example.com\\@evil.example/", false)]
    [InlineData("https://evil.example\\@www.example.com/")]
    [InlineData("https://evil.example?@www.example.com/")]
    [InlineData("https://evil.example#@www.example.com/")]
    [InlineData("https://ev%69l.example/")]
    [InlineData("https://www.evil.example/")]
    [InlineData("https://login.Evil.example:8443/")]
    [InlineData("//evil.example/")]
    [InlineData("///evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("\\\\evil.example/")]
    [InlineData("\\/evil.example/")]
    [InlineData("https:evil.example")]
    [InlineData("https:/evil.example")]
    [InlineData("https:\\\\evil.example")]
    [InlineData("https:////evil.example")]
    [InlineData(" //evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("ht\ttps://evil.example")]
    [InlineData("app://evil.example/")]
    [InlineData("https://")]
    [InlineData("https://[evil.example/")]
    [InlineData("/login", false)]
    [InlineData("login", false)]
    [InlineData("?next=https://evil.example/", false)]
    [InlineData("/login?next=//evil.example/", false)]
    [InlineData("./a:b", false)]
    [InlineData("https://login.example/?next=https://evil.example/", false)]
    [InlineData("https://evil.example@login.example/", false)]
    [InlineData("https://evil.example.login.example/", false)]
    [InlineData("https://notevil.example/", false)]
    [InlineData("https://www.example.com/", false)]
    [InlineData("mailto:someone@elsewhere.example", false)]
    public async Task A_redirection_of_the_application_leads_elsewhere_but_not_there(string location, bool withheld = true)
    {
        await using var app = await StartAsync(Redirect(location));
        foreach (var host in new[] { "evil.example", "Evil.Example:81", "evil.example." })
        {
            var answer = await RawRequest.GetAsync(app, "/", $"Host: {host}", Secret);
            Assert.Equal(withheld ? (400, null) : (302, location.Trim()), (answer.Status, answer.Header("Location")));
        }

        // The host filter itself lets this request pass, so HealthPoint does not judge it.
        Assert.Equal(302, (await RawRequest.GetAsync(app, "/", "Host: www.example.com", Secret)).Status);
    }

    [Theory]
    [InlineData("www.evil.example", "https://evil.example/")]
    [InlineData("example.com", "https://www.example.com/", false)]
    [InlineData("www.login.example", "https://other.example/", false)]
    public async Task A_redirection_to_a_relative_of_it_leads_there_as_well_unless_that_is_allowed(string host, string location, bool withheld = true)
    {
        await using var app = await StartAsync(Redirect(location));
        var answer = await RawRequest.GetAsync(app, "/", $"Host: {host}", Secret);
        Assert.Equal(withheld ? (400, null) : (302, location), (answer.Status, answer.Header("Location")));
    }

    [Theory]
    [InlineData("https:///evil.example/")]
    [InlineData("https:/evil.example/")]
    [InlineData("///evil.example/")]
    public async Task Where_no_host_was_sent_the_path_does_not_become_one(string location)
    {
        await using var app = await StartAsync(Redirect(location));
        Assert.Equal(400, (await RawRequest.GetAsync(app, "/", "Host:", Secret)).Status);
        Assert.Equal(400, (await RawRequest.SendAsync(app, "GET / HTTP/1.0", Secret)).Status);
    }

    [Theory]
    [InlineData(301, 400)]
    [InlineData(303, 400)]
    [InlineData(308, 400)]
    [InlineData(201, 201)]
    [InlineData(200, 200)]
    public async Task Only_a_redirection_is_withheld(int status, int expected)
    {
        await using var app = await StartAsync(app => app.Run(context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = "https://evil.example/";
            return context.Response.WriteAsync("body");
        }));
        Assert.Equal(expected, (await RawRequest.GetAsync(app, "/", "Host: evil.example", Secret)).Status);
    }

    [Theory]
    [InlineData("evil.example", 400)]
    [InlineData("other.example:81", 400)]
    [InlineData("www.example.com", 307)]
    public async Task A_forwarded_host_leads_nobody_astray_either(string forwarded, int status)
    {
        await using var app = await StartAsync(
            static app =>
            {
                app.UseForwardedHeaders();
                app.UseHttpsRedirection();
            },
            HostBypassTests.Forward(ForwardedHeaders.XForwardedHost));
        var answer = await RawRequest.GetAsync(app, "/", "Host: 10.0.0.5", $"X-Forwarded-Host: {forwarded}", Secret);
        Assert.Equal(status, answer.Status);
    }

    [Theory]
    [InlineData("https://10.0.0.5/")]
    [InlineData("https://other.example/")]
    public async Task With_a_forwarded_host_neither_is_led_to(string location)
    {
        await using var app = await StartAsync(
            app =>
            {
                app.UseForwardedHeaders();
                Redirect(location)(app);
            },
            HostBypassTests.Forward(ForwardedHeaders.XForwardedHost));
        Assert.Equal(400, (await RawRequest.GetAsync(app, "/", "Host: 10.0.0.5", "X-Forwarded-Host: other.example", Secret)).Status);
    }

    private static Action<WebApplication> Redirect(string location) => app => app.Run(context =>
    {
        context.Response.StatusCode = StatusCodes.Status302Found;
        context.Response.Headers.Location = location;
        return Task.CompletedTask;
    });

    private static Task<TestApp> StartAsync(Action<WebApplication>? pipeline = null, Action<WebApplicationBuilder>? before = null) => HostBypassTests.StartAsync(
        HostBypassTests.Secrets.And(HostBypassTests.ProbePaths(on: true)),
        builder =>
        {
            HostBypassTests.NoEmptyHosts(builder);
            HostBypassTests.HttpsPort(builder);
            before?.Invoke(builder);
        },
        pipeline ?? (static app => app.UseHttpsRedirection()));
}
