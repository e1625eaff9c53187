using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace HealthPoint.Hosting;

/// <summary>Stands right behind the framework's host filter, so that no later middleware sees the substitute host.</summary>
internal sealed class HostRestoringFilter : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => application =>
    {
        application.Use(static next => context =>
        {
            context.Features.Get<LetInRequest>()?.Restore(context.Request);
            return next(context);
        });
        next(application);
    };
}
