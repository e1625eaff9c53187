using HealthPoint.Logging;
using HealthPoint.Settings;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HealthPoint.Disclosure;

/// <summary>
/// Decides what a caller may see: as staff by policy or role, else by Basic-Auth. Staff is judged first, so that a signed-in
/// member with stale Basic credentials is still let in.
/// </summary>
internal sealed class Gatekeeper(SettingsMonitor settings, BasicAuthentication basic, TimeProvider time, ILogger<Gatekeeper> logger)
{
    private readonly OncePerMinute _log = new(time);

    /// <summary>Whether a refused caller is asked for Basic credentials.</summary>
    public bool CanChallenge => basic.IsConfigured;

    /// <summary>Identifies the caller. Ends at once unless a policy has to be evaluated.</summary>
    /// <param name="context">The request.</param>
    /// <param name="authRequired">Whether the endpoint refuses callers that are no viewers; <see langword="null"/>: as the options say.</param>
    public ValueTask<Caller> IdentifyAsync(HttpContext context, bool? authRequired)
    {
        var options = settings.Current.Options;
        var refuses = authRequired ?? options.AuthRequired;
        return options.StaffPolicy is { } policy
            ? IdentifyByPolicyAsync(context, policy, refuses)
            : new(Identify(context, HasRole(context, options.StaffRoles), refuses));
    }

    // A method of its own: otherwise what it captures would be allocated for every request.
    private async ValueTask<Caller> IdentifyByPolicyAsync(HttpContext context, string policy, bool refuses) =>
        Identify(context, await MeetsAsync(policy, context).ConfigureAwait(false), refuses);

    private Caller Identify(HttpContext context, bool staff, bool refuses)
    {
        if (staff || basic.Accepts(context.Request))
        {
            return Caller.Viewer;
        }

        if (!refuses)
        {
            return Caller.Anonymous;
        }

        return context.User.Identity?.IsAuthenticated is true ? Caller.Forbidden : Caller.Unauthenticated;
    }

    private static bool HasRole(HttpContext context, IList<string> roles)
    {
        // HttpContext.User is not read here: it creates an anonymous principal where no middleware has authenticated the caller.
        if (context.Features.Get<IHttpAuthenticationFeature>()?.User is not { Identity.IsAuthenticated: true } user)
        {
            return false;
        }

        // Looped by index: an enumerator would be allocated for every request.
        for (var i = 0; i < roles.Count; i++)
        {
            if (user.IsInRole(roles[i]))
            {
                return true;
            }
        }

        return false;
    }

    private async ValueTask<bool> MeetsAsync(string name, HttpContext context)
    {
        // The evaluator sets the request's user to the principal that its schemes find, or to an empty one. That user belongs to the
        // application, so it is restored below.
        var user = context.User;
        try
        {
            var services = context.RequestServices;
            var policy = await services.GetRequiredService<IAuthorizationPolicyProvider>().GetPolicyAsync(name).ConfigureAwait(false)
                ?? throw new InvalidOperationException($"There is no authorization policy '{name}'.");

            // The evaluator is used, and not the authorization service alone, so that the policy's own schemes authenticate the caller.
            var evaluator = services.GetRequiredService<IPolicyEvaluator>();
            var authentication = await evaluator.AuthenticateAsync(policy, context).ConfigureAwait(false);
            return (await evaluator.AuthorizeAsync(policy, authentication, context, resource: context).ConfigureAwait(false)).Succeeded;
        }
        catch (Exception exception) when (!context.RequestAborted.IsCancellationRequested)
        {
            if (_log.Passes())
            {
                Log.Safely(() => logger.PolicyFailed(exception, name));
            }

            return false;
        }
        finally
        {
            context.User = user;
        }
    }
}
