using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HealthPoint.Tests.Hosting;

/// <summary>A real application on Kestrel and a free loopback port.</summary>
internal sealed class TestApp : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TestApp(WebApplication app, TestLog log)
    {
        _app = app;
        Log = log;
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = new Uri(app.Urls.Single()),
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    public HttpClient Client { get; }

    public TestLog Log { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>Builds and starts an application.</summary>
    /// <param name="configure">Adds services after <c>AddHealthPoint()</c>.</param>
    /// <param name="map">Maps endpoints. Default: <c>MapHealthPoint()</c>.</param>
    /// <param name="application">The assembly whose checks the application has: one of the fixtures.</param>
    /// <param name="settings">Configuration.</param>
    /// <param name="before">Adds services before <c>AddHealthPoint()</c>.</param>
    /// <param name="contentRoot">The directory of its <c>appsettings.json</c>. Default: one that has none.</param>
    public static async Task<TestApp> StartAsync(
        Action<IHealthPointBuilder>? configure = null,
        Action<WebApplication>? map = null,
        string application = "Bare",
        TestSettings? settings = null,
        Action<WebApplicationBuilder>? before = null,
        string? contentRoot = null)
    {
        var log = new TestLog();
        var app = Build(log, configure, map, application, settings, before, contentRoot ?? AppContext.BaseDirectory);
        try
        {
            await app.StartAsync(TestContext.Current.CancellationToken);
            return new TestApp(app, log);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>The message with which an application refuses to start.</summary>
    public static async Task<string> RefusesToStartAsync(
        Action<IHealthPointBuilder>? configure = null,
        string application = "Bare",
        TestSettings? settings = null,
        Action<WebApplicationBuilder>? before = null)
    {
        var refusal = await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await using var app = await StartAsync(configure, map: null, application, settings, before);
        });
        return refusal.Message;
    }

    /// <summary>Changes one key of the configuration and announces it.</summary>
    public void Reload(string key, string? value) => Reload(new() { [key] = value });

    /// <summary>Changes keys of the configuration and announces them together.</summary>
    public void Reload(TestSettings changes)
    {
        var configuration = (IConfigurationRoot)Services.GetRequiredService<IConfiguration>();
        foreach (var (key, value) in changes)
        {
            configuration[key] = value;
        }

        configuration.Reload();
    }

    /// <summary>Stops the application, which still answers its last requests.</summary>
    public Task StopAsync() => _app.StopAsync(CancellationToken.None);

    /// <summary>What a viewer reads of one check at <c>/health/</c>: <c>success: fine</c>.</summary>
    /// <param name="check">The check.</param>
    /// <param name="query">What the request selects.</param>
    public async Task<string?> ReadAsync(string check, string query = "") => (await SendAsync("/health/" + query, "john:doe")).Entry(check);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    /// <summary>Sends one request and reads the whole answer.</summary>
    public async Task<Answer> SendAsync(string path, string? user = null, HttpMethod? method = null, Action<HttpRequestMessage>? configure = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, path);
        if (user is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(user)));
        }

        configure?.Invoke(request);
        using var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        return new Answer(
            (int)response.StatusCode,
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            response.Headers,
            response.Content.Headers);
    }

    /// <summary>Sends a request with an <c>Authorization</c> header that no client library would write.</summary>
    public Task<Answer> SendWithAuthorizationAsync(string path, string header) =>
        SendAsync(path, configure: request => request.Headers.TryAddWithoutValidation("Authorization", header));

    private static WebApplication Build(
        TestLog log,
        Action<IHealthPointBuilder>? configure,
        Action<WebApplication>? map,
        string application,
        TestSettings? settings,
        Action<WebApplicationBuilder>? before,
        string contentRoot)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = application,
            EnvironmentName = "Production",
            ContentRootPath = contentRoot,

            // No test edits the files, and the file watchers of so many hosts exceed what a machine grants.
            Args = ["--hostBuilder:reloadConfigOnChange=false"],
        });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(log);
        builder.Configuration.AddInMemoryCollection(settings);
        before?.Invoke(builder);
        var health = builder.Services.AddHealthPoint();
        configure?.Invoke(health);
        var app = builder.Build();
        (map ?? (static app => app.MapHealthPoint()))(app);
        return app;
    }

    internal sealed record Answer(int Status, string Body, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders)
    {
        public JsonObject Json => JsonNode.Parse(Body)!.AsObject();

        /// <summary>The detail of a check in one of the groups.</summary>
        public string? Detail(string group, string check) => (string?)Json[group]?[check];

        /// <summary>The group and the detail of a check: <c>success: fine</c>; <see langword="null"/> where it is not listed.</summary>
        public string? Entry(string check) =>
            Json.Where(group => group.Value!.AsObject().ContainsKey(check)).Select(group => $"{group.Key}: {group.Value![check]}").SingleOrDefault();

        /// <summary>The names in one of the groups.</summary>
        public string[] Names(string group) => [.. (Json[group]?.AsObject() ?? []).Select(static entry => entry.Key)];
    }
}
