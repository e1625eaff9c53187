using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace HealthPoint.Tests.Hosting;

/// <summary>Requests that come from no server, to see what an endpoint itself allocates.</summary>
internal static class Requests
{
    /// <summary>
    /// How many bytes thousands of requests allocate on this thread, in that one of several rounds that allocates the least.
    /// </summary>
    public static long Allocated(RequestDelegate handle)
    {
        const int Calls = 10_000;
        var context = new DefaultHttpContext { RequestServices = new Closed() };
        context.Request.Method = HttpMethods.Get;
        context.Response.Body = Stream.Null;

        // The first rounds allocate more: the code is not compiled for good yet, and the context makes what it makes once.
        var least = long.MaxValue;
        for (var round = 0; round < 20; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var call = 0; call < Calls; call++)
            {
                Assert.True(handle(context).IsCompletedSuccessfully);
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }

    /// <summary>The delegate that routing would call.</summary>
    public static RequestDelegate DelegateOf(TestApp app, string path) =>
        app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Single(endpoint => string.Equals(endpoint.RoutePattern.RawText, path, StringComparison.Ordinal)).RequestDelegate!;

    /// <summary>A service provider that the code under test may not ask.</summary>
    internal sealed class Closed : IServiceProvider
    {
        public object? GetService(Type serviceType) => throw new InvalidOperationException($"{serviceType} was asked for.");
    }
}
