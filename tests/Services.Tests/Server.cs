using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace HealthPoint.Tests;

/// <summary>A real server, started by the test and ended by it, with its files in a folder of its own.</summary>
internal sealed class Server : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _folder;
    private readonly StringBuilder _output = new();

    private Server(string program, string folder, string[] arguments)
    {
        _folder = folder;
        _process = new Process
        {
            StartInfo = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false },
        };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Starts a server.</summary>
    /// <param name="program">The names under which it may be installed.</param>
    /// <param name="configuration">The content of its configuration, which becomes a file.</param>
    /// <param name="arguments">Its arguments, made from the path of that file and the folder.</param>
    public static Server Start(string program, string configuration, Func<string, string, string[]> arguments)
    {
        var folder = Directory.CreateTempSubdirectory("healthpoint-").FullName;
        var file = Path.Combine(folder, "configuration");
        File.WriteAllText(file, configuration);
        return new Server(Program(program), folder, arguments(file, folder));
    }

    /// <summary>Runs a program to its end.</summary>
    /// <returns>Its exit code, and all that it printed.</returns>
    public static async Task<(int Code, string Output)> RunAsync(string program, string[] arguments, string input)
    {
        using var process = Process.Start(new ProcessStartInfo(Program(program), arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await errors);
    }

    /// <summary>A port of the loopback interface that nobody listens on.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Waits for the thing; fails with what the server has printed when the server has ended.</summary>
    public async Task UntilAsync(Func<Task<bool>> condition)
    {
        while (!await condition())
        {
            Assert.False(_process.HasExited, $"The server has ended:\n{this}");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>What the server has printed.</summary>
    public override string ToString()
    {
        lock (_output)
        {
            return _output.ToString();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private void Keep(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }
    }

    private static string Program(string name)
    {
        var path = new[] { "/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin" }.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        if (path is null && Environment.GetEnvironmentVariable("HEALTHPOINT_SERVICES") is not "required")
        {
            Assert.Skip($"{name} is not installed; scripts/services.sh installs it.");
        }

        return path ?? throw new InvalidOperationException($"{name} is not installed; scripts/services.sh installs it.");
    }
}
