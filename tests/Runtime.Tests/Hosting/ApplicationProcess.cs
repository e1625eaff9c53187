using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace HealthPoint.Tests.Hosting;

/// <summary>A fixture that listens in a process of its own, for tests that need a real signal.</summary>
internal sealed class ApplicationProcess : IAsyncDisposable
{
    private const string Listening = "Now listening on: ";

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly Task _reading;

    private ApplicationProcess(Process process, Uri address)
    {
        (_process, Address) = (process, address);
        _reading = ReadAsync();
    }

    public Uri Address { get; }

    /// <summary>Starts a fixture and waits until it listens and has started. An earlier signal would find nothing to drain.</summary>
    public static async Task<ApplicationProcess> StartAsync(string fixture, params string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, fixture + ".dll"), "--urls", "http://127.0.0.1:0", .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        Uri? address = null;
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.IndexOf(Listening, StringComparison.Ordinal) is >= 0 and var at)
            {
                address = new Uri(line[(at + Listening.Length)..].Trim());
            }
            else if (address is not null && line.Contains("Application started.", StringComparison.Ordinal))
            {
                return new ApplicationProcess(process, address);
            }
        }

        process.Dispose();
        throw new InvalidOperationException($"{fixture} ended before it had started.");
    }

    /// <summary>Asks the process to stop, as Kubernetes does.</summary>
    public void Terminate() => Assert.Equal(0, Kill(_process.Id, 15));

    /// <summary>Waits until the process writes something.</summary>
    public Task SaysAsync(string text) => Until.TrueAsync(() => _lines.Any(line => line.Contains(text, StringComparison.Ordinal)));

    /// <summary>Waits for the end of the process.</summary>
    /// <returns>The exit code, and what the process has written since it has started.</returns>
    public async Task<(int ExitCode, string Output)> EndAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        await _reading.WaitAsync(TestContext.Current.CancellationToken);
        return (_process.ExitCode, string.Join('\n', _lines));
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync(CancellationToken.None) is { } line)
        {
            _lines.Enqueue(line);
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
