using HealthPoint.Formats;
using HealthPoint.Logging;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HealthPoint.Endpoints;

/// <summary><c>/__version__</c>: says which build this is. All callers may know.</summary>
internal sealed class VersionEndpoint(TimeProvider time, ILogger<VersionEndpoint> logger)
{
    private readonly OncePerMinute _log = new(time);

    /// <summary>Answers a request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        if (!Response.Answers(context.Request.Method))
        {
            await Response.RefuseMethodAsync(context).ConfigureAwait(false);
            return;
        }

        ReadOnlyMemory<byte>? version;
        try
        {
            // From the request's services: a provider of the application's own may need scoped services.
            version = await context.RequestServices.GetRequiredService<IHealthVersionProvider>().GetVersionAsync(context, context.RequestAborted).ConfigureAwait(false);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller has left, so no answer is sent.
            return;
        }
        catch (Exception exception)
        {
            if (_log.Passes())
            {
                Log.Safely(() => logger.VersionProviderFailed(exception));
            }

            await Response.SendEmptyAsync(context, StatusCodes.Status500InternalServerError).ConfigureAwait(false);
            return;
        }

        // Empty memory counts as no version: no JSON is empty, and a null array converts to empty memory instead of null.
        await (version is { IsEmpty: false } body
            ? Response.SendAsync(context, StatusCodes.Status200OK, JsonFormat.MediaType, body)
            : Response.SendEmptyAsync(context, StatusCodes.Status404NotFound)).ConfigureAwait(false);
    }
}
