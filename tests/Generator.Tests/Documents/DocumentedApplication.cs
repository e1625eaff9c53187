using System.Net;
using HealthPoint.Generator.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace HealthPoint.Generator.Tests.Documents;

/// <summary>A real application with every endpoint, the settings that the documentation shows, and the checks that they speak of.</summary>
internal sealed class DocumentedApplication(WebApplication app, List<Application> loaded) : IAsyncDisposable
{
    /// <summary>Starts it: an unknown key or a wrong value is an exception.</summary>
    /// <param name="document">Where the checks are declared that the settings name.</param>
    /// <param name="settings">Where the settings stand: the last declaration before counts.</param>
    /// <param name="configure">Adds the settings.</param>
    public static async Task<DocumentedApplication> StartAsync(Document document, Snippet settings, Action<IConfigurationBuilder> configure)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        builder.Logging.ClearProviders();
        configure(builder.Configuration);
        var health = builder.Services.AddHealthPoint();
        var loaded = new List<Application>();
        foreach (var project in (IEnumerable<Project>)[Empty, .. Declaring(document, settings, Names(builder.Configuration))])
        {
            loaded.Add(new Application(Driver.Generate(project)));
            health.AddAssembly(loaded[^1].Assembly);
        }

        var started = new DocumentedApplication(builder.Build(), loaded);
        try
        {
            await started.RunAsync();
            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    public async Task<HttpStatusCode> GetAsync(string path)
    {
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        loaded.ForEach(static application => application.Dispose());
    }

    /// <summary>An application without checks, which HealthPoint wants to see at least.</summary>
    private static Project Empty { get; } =
        new Project("Empty", ["internal static class Program { private static void Main() { } }"]) { OutputKind = OutputKind.ConsoleApplication };

    private static IEnumerable<string> Names(ConfigurationManager configuration) =>
        configuration.GetSection("HealthPoint:Checks").GetChildren().Select(static check => check.Key)
            .Concat(configuration.GetSection("HealthPoint:Silenced").GetChildren().Select(static name => name.Value!));

    private static IEnumerable<Project> Declaring(Document document, Snippet settings, IEnumerable<string> names) => names
        .Select(name => document.Snippets
            .Where(snippet => snippet.Language is "csharp" && snippet.Line < settings.Line && snippet.Text.Contains($"[HealthCheck(\"{name}\"", StringComparison.Ordinal))
            .MaxBy(static snippet => snippet.Line))
        .OfType<Snippet>()
        .Distinct()
        .Select(snippet => Scene.Of(snippet, document));

    private async Task RunAsync()
    {
        app.MapHealthPoint(configure: static options => options.AllowAnonymousSelection = true);
        app.MapAlive();
        app.MapDockerflow();
        app.MapProbes(configure: static options => options.AllowAnonymousSelection = true);
        await app.StartAsync(TestContext.Current.CancellationToken);
    }
}
