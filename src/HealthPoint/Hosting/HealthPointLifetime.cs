using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HealthPoint;

/// <summary>
/// Looks at everything before the application takes its first request, so that a mistake stops it with one message and
/// does not wait for the first probe; and cancels what runs when it stops.
/// </summary>
internal sealed class HealthPointLifetime(IServiceProvider services, ILogger<HealthPointLifetime> logger) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var table = services.GetRequiredService<CheckTable>();
        var settings = services.GetRequiredService<SettingsMonitor>().Current;
        await RequirePolicyAsync(settings.Options.StaffPolicy).ConfigureAwait(false);
        FormatterRules.Require(services.GetServices<IHealthReportFormatter>());
        logger.Started(table.Summary());
        if (table.Checks.Count == 0)
        {
            logger.NoChecks();
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // Before the server stops, which waits for the requests under way, and those for their checks.
    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        services.GetRequiredService<HealthPointRunner>().Stop();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task RequirePolicyAsync(string? name)
    {
        if (name is null)
        {
            return;
        }

        var provider = services.GetService<IAuthorizationPolicyProvider>()
            ?? throw new InvalidOperationException($"{HealthPointOptions.SectionName}:StaffPolicy is '{name}', but the application has no authorization: call builder.Services.AddAuthorization().");
        if (await provider.GetPolicyAsync(name).ConfigureAwait(false) is null)
        {
            throw new InvalidOperationException($"{HealthPointOptions.SectionName}:StaffPolicy is '{name}', but there is no such authorization policy. Add it with AddAuthorization, or correct the name.");
        }
    }
}
