using HealthPoint.Contract;
using HealthPoint.Discovery;
using HealthPoint.Execution;
using HealthPoint.Formats;
using HealthPoint.Logging;
using HealthPoint.Settings;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HealthPoint.Hosting;

/// <summary>
/// Checks the whole setup before the application takes its first request, so that a mistake stops start-up with one message
/// and does not wait for the first probe. When the application is to stop, lets it drain, and then cancels the runs under way.
/// </summary>
internal sealed class HealthPointLifetime(IServiceProvider services, ILogger<HealthPointLifetime> logger) : IHostedLifecycleService
{
    // Kept for the end: the host may be stopped a second time when its services have been disposed of already. For example, a test
    // server does so beside the Run() of the application. Null where the application never started.
    private Drain? _drain;
    private HealthPointRunner? _runner;

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var table = services.GetRequiredService<CheckTable>();
        var settings = services.GetRequiredService<SettingsMonitor>().Current;
        await RequirePolicyAsync(settings.Options.StaffPolicy).ConfigureAwait(false);
        FormatterRules.Require(services.GetServices<IHealthReportFormatter>());
        (_drain, _runner) = (services.GetRequiredService<Drain>(), services.GetRequiredService<HealthPointRunner>());
        _drain.Watch();
        _runner.Observers.Start();
        if (settings.Options.HostBypass is { ProbePaths: true } or { HeaderValues.Count: > 0 }
            && !services.GetRequiredService<ApplicationServices>().Registrations.Any(AllowedHosts.IsHostFilter))
        {
            logger.NoHostFilter();
        }

        if (table.Checks.Count == 0)
        {
            logger.NoChecks();
        }
        else
        {
            logger.Started(table.Summary());
        }

        TellInstances(
        [
            .. table.Checks.OfType<GeneratedCheck>().Where(check => settings[check].Enabled).Select(static check => check.Descriptor),
            .. services.GetRequiredService<Catalog>().Stats,
        ]);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // Runs before the server stops. Until then the server takes requests. Afterwards it waits for the requests under way, which
    // wait for their checks.
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        if (_drain is not null)
        {
            await _drain.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        _runner?.Stop();
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // When this is called, the last requests have been answered.
    public Task StoppedAsync(CancellationToken cancellationToken) => _runner?.Observers.StopAsync(cancellationToken) ?? Task.CompletedTask;

    // The host has made all hosted services by now, and starts none of them before this method ends.
    private void TellInstances(IEnumerable<HealthMemberDescriptor> members)
    {
        var sources = services.GetRequiredService<InstanceSources>();
        foreach (var member in members.Where(static member => member.InstanceType is not null))
        {
            var source = sources.Of(member);
            logger.CalledOn(member, source);
            if (source.IsIdle)
            {
                logger.CalledOnIdle(member, source, member.InstanceType!.Name);
            }
        }
    }

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
