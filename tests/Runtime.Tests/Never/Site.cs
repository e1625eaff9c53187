using HealthPoint.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace HealthPoint.Tests.Never;

/// <summary>An application with every endpoint, in one of its states, whose checks know a secret.</summary>
internal sealed class Site : IAsyncDisposable
{
    /// <summary>The paths of all endpoints; a name takes the place of <c>*</c>.</summary>
    public static readonly string[] Paths =
    [
        "/health/", "/-/alive/", "/-/health/", "/__heartbeat__", "/__lbheartbeat__", "/__version__",
        "/livez", "/readyz", "/startupz", "/livez/*", "/readyz/*", "/startupz/*",
        "/open/health/", "/open/readyz", "/open/readyz/*", "/tenants/*/health/", "/tenants/*/livez", "/tenants/*/livez/*",
    ];

    private readonly Task<TestApp> _starting;
    private readonly Gate _gate;

    private Site(string name, LeakyChecks checks, Task<TestApp> starting, Gate gate) => (Name, Checks, _starting, _gate) = (name, checks, starting, gate);

    public string Name { get; }

    public LeakyChecks Checks { get; }

    public Uri Address { get; private set; } = null!;

    /// <summary>The names of all formats that there are.</summary>
    public IReadOnlyList<string> Formats { get; private set; } = [];

    /// <summary>Starts an application.</summary>
    /// <param name="name">What is special about the application.</param>
    /// <param name="checks">The application's checks.</param>
    /// <param name="worst">The worst status that the checks come to.</param>
    /// <param name="settings">What else is configured.</param>
    /// <param name="services">Adds services.</param>
    /// <param name="pipeline">What stands before the endpoints.</param>
    /// <param name="cache">How long results hold.</param>
    /// <param name="staysStarting">Whether the application never finishes starting.</param>
    public static async Task<Site> StartAsync(
        string name,
        LeakyChecks checks,
        HealthStatus worst = HealthStatus.Unhealthy,
        TestSettings? settings = null,
        Action<WebApplicationBuilder>? services = null,
        Action<WebApplication>? pipeline = null,
        TimeSpan? cache = null,
        bool staysStarting = false)
    {
        var gate = new Gate();
        IServiceProvider? provider = null;
        var starting = TestApp.StartAsync(
            builder => checks.AddTo(builder, worst, cache),
            app =>
            {
                provider = app.Services;
                gate.Server = app.Services.GetRequiredService<IServer>();
                pipeline?.Invoke(app);
                app.MapHealthPoint();
                app.MapAlive();
                app.MapDockerflow();
                app.MapProbes();
                app.MapHealthPoint("/open/health/", static endpoint => (endpoint.AllowAnonymousSelection, endpoint.FailureStatusCode) = (true, 503));
                app.MapProbes("/open", static endpoint => endpoint.AllowAnonymousSelection = true);
                var tenants = app.MapGroup("/tenants/{tenant}");
                tenants.MapHealthPoint();
                tenants.MapProbes();
                app.MapFallback(static context =>
                {
                    context.Response.StatusCode = 404;
                    return context.Response.WriteAsync("there is nothing");
                });
            },
            settings: TestSettings.John.And(new() { ["HealthPoint:Silenced:0"] = checks.SilencedName }).And(settings),
            before: builder =>
            {
                services?.Invoke(builder);
                builder.Services.AddSingleton<IHostedService>(gate);
            });
        var site = new Site(name, checks, starting, gate) { Address = await Task.WhenAny(gate.Listens.Task, Failed()).Unwrap() };
        site.Formats = [.. provider!.GetServices<IHealthReportFormatter>().Select(static formatter => formatter.Name)];
        if (!staysStarting)
        {
            gate.MayStart.SetResult();
            await starting;
        }

        if (worst == HealthStatus.Unhealthy)
        {
            await site.SettleAsync();
        }

        return site;

        async Task<Uri> Failed()
        {
            await starting;
            return await gate.Listens.Task;
        }
    }

    /// <summary>The application, once it has started.</summary>
    public Task<TestApp> App => _starting;

    /// <summary>A file to delete together with the application.</summary>
    public string? Litter { get; set; }

    public override string ToString() => Name;

    public async ValueTask DisposeAsync()
    {
        _gate.MayStart.TrySetResult();
        await (await _starting).DisposeAsync();
        if (Litter is not null)
        {
            File.Delete(Litter);
        }
    }

    /// <summary>Waits until the checks that hang are as late as they will ever be.</summary>
    private async Task SettleAsync()
    {
        using var wire = new Wire(Address);
        var question = new Question("GET", "/livez") { Headers = ["Host: localhost", Question.OfViewer] };
        var text = "";
        while (!text.Contains("failed: stale", StringComparison.Ordinal))
        {
            text = (await wire.AskAsync(question.Asked))!.Text;
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Holds up the start when the server already listens.</summary>
    private sealed class Gate : IHostedLifecycleService
    {
        public TaskCompletionSource<Uri> Listens { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource MayStart { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public IServer? Server { get; set; }

        public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartedAsync(CancellationToken cancellationToken)
        {
            Listens.SetResult(new Uri(Server!.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single()));
            return MayStart.Task;
        }

        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
