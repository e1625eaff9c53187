using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace HealthPoint.Packaging;

/// <summary>An application that was built from the packages, on a free port of its own.</summary>
internal sealed class RunningApplication : IAsyncDisposable
{
    private const string Listening = "Now listening on: ";

    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<string> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Process _process;
    private readonly HttpClient _client = new();

    private RunningApplication(string folder, string assembly, string[] arguments) =>
        _process = DotNet.Start(folder, [assembly, "--urls", "http://127.0.0.1:0", .. arguments], Read);

    /// <summary>Starts an application and waits until it listens.</summary>
    /// <exception cref="InvalidOperationException">The application ended instead; the message is what it wrote.</exception>
    public static async Task<RunningApplication> StartAsync(string folder, string assembly, params string[] arguments)
    {
        var application = new RunningApplication(folder, assembly, arguments);
        try
        {
            var ended = application._process.WaitForExitAsync(TestContext.Current.CancellationToken);
            if (await Task.WhenAny(application._address.Task, ended) == ended)
            {
                await ended;
                throw new InvalidOperationException($"{assembly} did not start:\n{application.Output}");
            }

            application._client.BaseAddress = new Uri(await application._address.Task);
            return application;
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }
    }

    /// <summary>What the application has written so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Sends the application a request.</summary>
    /// <returns>The status code and the body.</returns>
    public async Task<(int Status, string Body)> GetAsync(string path, string? credentials = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        if (credentials is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)));
        }

        using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Asks the application to stop, as an orchestrator does.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
        _client.Dispose();
    }

    private void Read(string line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }

        var found = line.IndexOf(Listening, StringComparison.Ordinal);
        if (found >= 0)
        {
            _address.TrySetResult(line[(found + Listening.Length)..].Trim());
        }
    }
}
