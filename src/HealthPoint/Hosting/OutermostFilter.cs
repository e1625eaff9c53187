using HealthPoint.Endpoints;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace HealthPoint.Hosting;

/// <summary>
/// Stands before all other middleware, also before the framework's host filter. It answers the endpoints that may answer
/// first, and lets requests in that may pass the host filter.
/// </summary>
internal sealed class OutermostFilter(ProbePaths paths, AllowedHosts hosts, HostBypass bypass, RedirectGuard redirects) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => application =>
    {
        application.Use(Handle);
        next(application);
    };

    private RequestDelegate Handle(RequestDelegate next) => context =>
    {
        var path = paths.Find(context.Request.Path);
        var trusted = bypass.Accepts(context.Request);
        if (!trusted && path is null)
        {
            return next(context);
        }

        var allowed = hosts.Allow(context.Request.Headers.Host.ToString());
        var letIn = trusted || (!allowed && bypass.ProbePaths && path!.Serves(context.Request));
        if (path?.First is { RequestDelegate: { } answer } endpoint && (allowed || letIn))
        {
            context.SetEndpoint(endpoint);
            return answer(context);
        }

        if (!letIn)
        {
            return next(context);
        }

        var request = new LetInRequest(context.Request.Headers.Host);
        context.Features.Set(request);
        return allowed || hosts.Substitute is not { } substitute ? next(context) : LetInAsync(context, request, substitute, next);
    };

    private async Task LetInAsync(HttpContext context, LetInRequest request, string substitute, RequestDelegate next)
    {
        redirects.Watch(context, request);
        request.Replace(context.Request, substitute);
        try
        {
            await next(context).ConfigureAwait(false);
        }
        finally
        {
            // A middleware before the inner filter may have answered, so that the inner filter did not restore the host.
            request.Restore(context.Request);
        }
    }
}
