using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace HealthPoint.Tests;

/// <summary>HealthPoint in services that no web application has built.</summary>
public sealed class HostlessTests
{
    [Fact]
    public async Task Services_without_a_host_run_checks()
    {
        // The test needs a process of its own, since the entry assembly plays a part.
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Hostless.dll")])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(("Unhealthy: why", 0), (output.Trim(), process.ExitCode));
    }

    [Fact]
    public async Task A_host_without_a_web_server_runs_checks()
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "Bare", EnvironmentName = "Development", DisableDefaults = true });
        builder.Services.AddHealthPoint().AddCheck("a", () => (true, "fine"));
        using var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        var report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);
        Assert.Equal("fine", report.Entries["a"].Description);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Every_instance_of_a_run_is_disposed_though_one_of_them_throws(int broken)
    {
        var journal = new List<string>();
        await using var provider = new ServiceCollection().BuildServiceProvider();
        var run = new Contract.HealthInvocation(provider, [], TestContext.Current.CancellationToken);
        run.Own(new Owned(journal, "first", fails: false));
        run.Own(new Owned(journal, "second", fails: broken > 1));
        run.Own(new Owned(journal, "third", fails: true));
        var failure = await Record.ExceptionAsync(async () => await run.DisposeAsync());
        Assert.Equal(["third", "second", "first"], journal);
        Assert.Equal(broken == 1 ? typeof(InvalidOperationException) : typeof(AggregateException), failure!.GetType());
        Assert.Contains("third", failure.Message, StringComparison.Ordinal);
    }

    private sealed class Owned(List<string> journal, string name, bool fails) : IDisposable
    {
        public void Dispose()
        {
            journal.Add(name);
            if (fails)
            {
                throw new InvalidOperationException(name);
            }
        }
    }
}
