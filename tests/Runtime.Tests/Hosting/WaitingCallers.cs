using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Features;

namespace HealthPoint.Tests.Hosting;

/// <summary>
/// Counts the callers for which all checks have been asked, and which now wait for the answers. Only in that state does the
/// endpoint look whether its caller is still there. If a test moved the clock earlier, the clock would overtake the question.
/// </summary>
internal sealed class WaitingCallers
{
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public void Watch(WebApplication app) => app.Use((context, next) =>
    {
        var features = context.Features;
        features.Set<IHttpRequestLifetimeFeature>(new Watched(this, features.GetRequiredFeature<IHttpRequestLifetimeFeature>()));
        return next(context);
    });

    private sealed class Watched(WaitingCallers callers, IHttpRequestLifetimeFeature request) : IHttpRequestLifetimeFeature
    {
        public CancellationToken RequestAborted
        {
            get
            {
                Interlocked.Increment(ref callers._count);
                return request.RequestAborted;
            }
            set => request.RequestAborted = value;
        }

        public void Abort() => request.Abort();
    }
}
