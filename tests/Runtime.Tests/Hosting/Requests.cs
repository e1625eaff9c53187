using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace HealthPoint.Tests.Hosting;

/// <summary>Requests that no server has taken, to see what an endpoint adds to them.</summary>
internal static class Requests
{
    /// <summary>How many bytes the least of several rounds of thousands of requests allocates on this thread.</summary>
    public static long Allocated(RequestDelegate handle)
    {
        const int Calls = 10_000;
        var context = new DefaultHttpContext { RequestServices = new Closed() };
        context.Request.Method = HttpMethods.Get;
        context.Response.Body = Stream.Null;

        // Until it is compiled for good, and the context has made what it makes once.
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

    /// <summary>What routing would call.</summary>
    public static RequestDelegate DelegateOf(TestApp app, string path) =>
        app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Single(endpoint => string.Equals(endpoint.RoutePattern.RawText, path, StringComparison.Ordinal)).RequestDelegate!;

    /// <summary>Services that nobody may ask for.</summary>
    internal sealed class Closed : IServiceProvider
    {
        public object? GetService(Type serviceType) => throw new InvalidOperationException($"{serviceType} was asked for.");
    }
}
