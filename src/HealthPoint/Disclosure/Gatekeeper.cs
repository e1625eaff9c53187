using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HealthPoint;

/// <summary>
/// Decides what a caller may see: staff by policy or role, else Basic-Auth. Staff come first, so that a signed-in member
/// with stale Basic credentials is still let in.
/// </summary>
internal sealed class Gatekeeper(SettingsMonitor settings, BasicAuthentication basic, TimeProvider time, ILogger<Gatekeeper> logger)
{
    private readonly OncePerMinute _log = new(time);

    /// <summary>Whether a refused caller is asked for Basic credentials.</summary>
    public bool CanChallenge => basic.IsConfigured;

    /// <summary>Who asks? Ends at once unless a policy has to be evaluated.</summary>
    public ValueTask<Caller> IdentifyAsync(HttpContext context)
    {
        var options = settings.Current.Options;
        return options.StaffPolicy is { } policy
            ? IdentifyByPolicyAsync(context, policy, options)
            : new(Identify(context, HasRole(context, options.StaffRole), options));
    }

    // Apart, since what it captures would be allocated for everybody.
    private async ValueTask<Caller> IdentifyByPolicyAsync(HttpContext context, string policy, HealthPointOptions options) =>
        Identify(context, await MeetsAsync(policy, context).ConfigureAwait(false), options);

    private Caller Identify(HttpContext context, bool staff, HealthPointOptions options)
    {
        if (staff || basic.Accepts(context.Request))
        {
            return Caller.Viewer;
        }

        if (!options.AuthRequired)
        {
            return Caller.Anonymous;
        }

        return context.User.Identity?.IsAuthenticated is true ? Caller.Forbidden : Caller.Unauthenticated;
    }

    private static bool HasRole(HttpContext context, string roles)
    {
        // Not HttpContext.User, which makes up an anonymous principal where nobody has authenticated the caller.
        if (context.Features.Get<IHttpAuthenticationFeature>()?.User is not { Identity.IsAuthenticated: true } user)
        {
            return false;
        }

        foreach (var role in roles.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (user.IsInRole(role))
            {
                return true;
            }
        }

        return false;
    }

    private async ValueTask<bool> MeetsAsync(string name, HttpContext context)
    {
        // The evaluator makes whom its schemes find the request's user, or nobody. That is the application's affair, not ours.
        var user = context.User;
        try
        {
            var services = context.RequestServices;
            var policy = await services.GetRequiredService<IAuthorizationPolicyProvider>().GetPolicyAsync(name).ConfigureAwait(false)
                ?? throw new InvalidOperationException($"There is no authorization policy '{name}'.");

            // The evaluator, not the authorization service alone, so that the policy's own schemes authenticate the caller.
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
