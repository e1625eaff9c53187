using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace HealthPoint.Benchmarks;

/// <summary>This program once more, serving a <see cref="Setup"/>.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly HttpClient _client = new();

    private ServerProcess(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    public Uri Health => new(Address, BenchmarkHost.HealthPath);

    public Uri Bare => new(Address, ControlEndpoints.BarePath);

    /// <summary>How many threads the process has, as the operating system counts them; it answers even when the server does not.</summary>
    public int Threads
    {
        get
        {
            _process.Refresh();
            return _process.Threads.Count;
        }
    }

    public static async Task<ServerProcess> StartAsync(Setup setup, Pinning pinning, CancellationToken cancellation)
    {
        var start = pinning.Server(Environment.ProcessPath!, ["serve", .. SetupArguments.Of(setup)]);
        start.RedirectStandardInput = start.RedirectStandardOutput = true;
        var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadLineAsync(cancellation);
        if (Uri.TryCreate(line, UriKind.Absolute, out var address))
        {
            return new ServerProcess(process, address);
        }

        process.Kill();
        process.Dispose();
        throw new BenchmarkFailedException($"The server of {setup} did not start: {line}");
    }

    /// <summary>Sends the process a signal.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", ["-" + signal, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(CancellationToken.None);
    }

    public async Task<Usage> UsageAsync(CancellationToken cancellation) =>
        (await _client.GetFromJsonAsync<Usage>(new Uri(Address, ControlEndpoints.UsagePath), cancellation))!;

    /// <summary>Makes the bare endpoint answer with these bytes.</summary>
    public async Task SetBareBodyAsync(byte[] body, CancellationToken cancellation)
    {
        using var content = new ByteArrayContent(body);
        using var response = await _client.PutAsync(new Uri(Address, ControlEndpoints.BodyPath), content, cancellation);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>One answer, which has to be 200.</summary>
    /// <exception cref="BenchmarkFailedException">It was not.</exception>
    public async Task<Answer> GetAsync(Uri address, CancellationToken cancellation, string? authorization = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (authorization is not null)
        {
            request.Headers.Add("Authorization", authorization);
        }

        using var response = await _client.SendAsync(request, cancellation);
        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw new BenchmarkFailedException(string.Create(CultureInfo.InvariantCulture, $"{address} answered {(int)response.StatusCode}."));
        }

        var headers = response.Headers.Concat(response.Content.Headers)
            .Where(static header => header.Key is not "Date")
            .Select(static header => $"{header.Key}: {string.Join(", ", header.Value)}")
            .Order(StringComparer.Ordinal);
        return new Answer(string.Join('\n', headers), await response.Content.ReadAsByteArrayAsync(cancellation));
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();

        // Not asked to stop: threads that block for ever would not listen.
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
