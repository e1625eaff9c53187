using System.Diagnostics;
using System.Runtime.InteropServices;

namespace HealthPoint.Tests.Hosting;

/// <summary>A fixture that listens, in a process of its own, for what only a real signal shows.</summary>
internal sealed class ApplicationProcess : IAsyncDisposable
{
    private const string Listening = "Now listening on: ";

    private readonly Process _process;
    private readonly Task<string> _rest;

    private ApplicationProcess(Process process, Uri address) => (_process, Address, _rest) = (process, address, process.StandardOutput.ReadToEndAsync(CancellationToken.None));

    public Uri Address { get; }

    /// <summary>Starts a fixture and waits until it listens.</summary>
    public static async Task<ApplicationProcess> StartAsync(string fixture, params string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, fixture + ".dll"), "--urls", "http://127.0.0.1:0", .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.IndexOf(Listening, StringComparison.Ordinal) is >= 0 and var at)
            {
                return new ApplicationProcess(process, new Uri(line[(at + Listening.Length)..].Trim()));
            }
        }

        process.Dispose();
        throw new InvalidOperationException($"{fixture} ended before it listened.");
    }

    /// <summary>Asks the process to stop, as Kubernetes does.</summary>
    public void Terminate() => Assert.Equal(0, Kill(_process.Id, 15));

    /// <summary>Waits for the end of the process.</summary>
    /// <returns>Its exit code, and what it has written since it listened.</returns>
    public async Task<(int ExitCode, string Output)> EndAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (_process.ExitCode, await _rest.WaitAsync(TestContext.Current.CancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
