using System.Net;
using HealthPoint.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace HealthPoint.Tests;

/// <summary>HTTP/2 without TLS, as sidecars speak it: many requests on one connection, each of which the caller can take back.</summary>
public sealed class Http2Tests
{
    public static TheoryData<string> Targets => new(
    [
        "/health/", "/health/?test=a", "/health/?test=unknown", "/health/?format=openmetrics", "/health/?format=none", "/-/alive/", "/-/health/", "/__heartbeat__", "/__lbheartbeat__", "/__version__", "/livez", "/livez/a",
        "/readyz?verbose", "/startupz?exclude=a", "/elsewhere",
    ]);

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task An_answer_is_that_of_HTTP_1(string target)
    {
        await using var app1 = await StartAsync(HttpVersion.Version11, static (_, _) => ValueTask.FromResult(HealthCheckResult.Unhealthy("why")));
        await using var app2 = await StartAsync(HttpVersion.Version20, static (_, _) => ValueTask.FromResult(HealthCheckResult.Unhealthy("why")));
        foreach (var method in new[] { "GET", "HEAD", "POST", "OPTIONS", "BREW" })
        {
            foreach (var user in new[] { null, "john:doe", "john:wrong" })
            {
                Assert.Equal(await ReadAsync(app1, HttpVersion.Version11, method, user), await ReadAsync(app2, HttpVersion.Version20, method, user));
            }
        }

        async Task<string> ReadAsync(TestApp app, Version version, string method, string? user)
        {
            var answer = await app.SendAsync(target, user, new HttpMethod(method), request => (request.Version, request.VersionPolicy) = (version, HttpVersionPolicy.RequestVersionExact));
            var headers = answer.Headers.Concat(answer.ContentHeaders)
                .Where(static header => header.Key is not ("Date" or "Transfer-Encoding" or "Connection"))
                .Select(static header => $"{header.Key}: {string.Join(", ", header.Value)}")
                .Order(StringComparer.Ordinal);
            return $"{method} {user}: {answer.Status}\n{string.Join('\n', headers)}\n\n{answer.Body}";
        }
    }

    [Fact]
    public async Task Callers_who_take_their_requests_back_leave_the_others_on_the_connection_their_run()
    {
        const int Callers = 80;
        var waiting = new WaitingCallers();
        var check = new Puppet();
        check.Hold();
        await using var app = await StartAsync(HttpVersion.Version20, check.RunAsync, waiting.Watch);
        using var leaves = new CancellationTokenSource();
        var requests = Enumerable.Range(0, Callers).Select(i => AskAsync(i % 2 == 0 ? leaves.Token : TestContext.Current.CancellationToken)).ToArray();
        await Until.TrueAsync(() => waiting.Count >= Callers);

        await leaves.CancelAsync();
        foreach (var request in requests.Where(static (_, i) => i % 2 == 0))
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        }

        check.Release();
        Assert.All(await Task.WhenAll(requests.Where(static (_, i) => i % 2 != 0)), static status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.Equal(1, check.Runs);
        Assert.DoesNotContain(app.Log.Lines, static line => line.Level >= LogLevel.Error);

        async Task<HttpStatusCode> AskAsync(CancellationToken cancellation)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/health/");
            (request.Version, request.VersionPolicy) = (HttpVersion.Version20, HttpVersionPolicy.RequestVersionExact);
            using var response = await app.Client.SendAsync(request, cancellation);
            return response.StatusCode;
        }
    }

    private static Task<TestApp> StartAsync(Version version, Func<IServiceProvider, CancellationToken, ValueTask<HealthCheckResult>> check, Action<WebApplication>? first = null) => TestApp.StartAsync(
        builder => builder.AddCheck("a", check, static check => check.Tags = [HealthTags.Live, HealthTags.Ready, HealthTags.Startup]),
        app =>
        {
            first?.Invoke(app);
            app.MapHealthPoint();
            app.MapAlive();
            app.MapDockerflow();
            app.MapProbes();
        },
        settings: TestSettings.John.And(new() { ["Kestrel:EndpointDefaults:Protocols"] = version == HttpVersion.Version20 ? "Http2" : "Http1" }),
        before: static builder => builder.Services.AddSingleton<TimeProvider>(new ManualTime()));
}
