using HealthPoint.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace HealthPoint.Tests.Dialects;

/// <summary>The work that <c>/-/alive/</c> and <c>/__lbheartbeat__</c> must not do.</summary>
[Collection(Alone.Name)]
public sealed class ConstantEndpointTests
{
    [Theory]
    [InlineData("/-/alive/", "ok")]
    [InlineData("/__lbheartbeat__/", "")]
    public async Task DF_D7_no_check_runs_no_service_is_asked_for_and_nothing_is_logged(string path, string body)
    {
        var check = new Puppet();
        await using var app = await StartAsync(builder => builder.AddCheck("a", check.RunAsync));
        var lines = app.Log.OfHealthPoint.Count;
        var context = new DefaultHttpContext { RequestServices = new Requests.Closed() };
        context.Request.Method = HttpMethods.Get;
        context.Response.Body = new MemoryStream();
        await Requests.DelegateOf(app, path)(context);

        Assert.Equal(200, context.Response.StatusCode);
        Assert.Equal(body.Length, context.Response.Body.Length);
        for (var i = 0; i < 10; i++)
        {
            var answer = await app.SendAsync(path);
            Assert.Equal((200, body), (answer.Status, answer.Body));
            Assert.Equal(body.Length, answer.ContentHeaders.ContentLength);
        }

        Assert.Equal(0, check.Runs);
        Assert.Equal(lines, app.Log.OfHealthPoint.Count);
    }

    [Theory]
    [InlineData("/-/alive/")]
    [InlineData("/__lbheartbeat__/")]
    public async Task DF_D7_it_allocates_nothing(string path)
    {
        await using var app = await StartAsync();
        var handle = Requests.DelegateOf(app, path);

        // The delegate to compare with sets the same headers, so only what HealthPoint adds would show.
        Assert.Equal(Requests.Allocated(static _ => Task.CompletedTask), Requests.Allocated(handle));

        // The measurement is fine enough to see a single object.
        Assert.True(Requests.Allocated(AllocateAsync) > 0);

        static Task AllocateAsync(HttpContext context) => Task.FromResult(new object());
    }

    private static Task<TestApp> StartAsync(Action<IHealthPointBuilder>? configure = null) => TestApp.StartAsync(configure, static app =>
    {
        app.MapAlive();
        app.MapDockerflow();
    });
}
