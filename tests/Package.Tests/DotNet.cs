using System.Diagnostics;
using System.Text;

namespace HealthPoint.Packaging;

/// <summary>Runs the command <c>dotnet</c> so that none of its processes stays behind.</summary>
internal static class DotNet
{
    /// <summary>Runs the command to its end.</summary>
    /// <returns>What it wrote.</returns>
    /// <exception cref="InvalidOperationException">The command failed; the message is what the command wrote.</exception>
    public static async Task<string> RunAsync(string folder, params string[] arguments)
    {
        var output = new StringBuilder();
        using var process = Start(folder, arguments, line =>
        {
            lock (output)
            {
                output.AppendLine(line);
            }
        });

        try
        {
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return process.ExitCode == 0
            ? output.ToString()
            : throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{output}");
    }

    /// <summary>Packs or builds a project.</summary>
    public static Task<string> BuildAsync(string folder, params string[] arguments) =>
        RunAsync(folder, [.. arguments, "-nodeReuse:false", "-tl:off"]);

    /// <summary>Starts the command.</summary>
    /// <param name="folder">The command's working folder.</param>
    /// <param name="arguments">The command's arguments.</param>
    /// <param name="onLine">Gets every line that the command writes.</param>
    public static Process Start(string folder, IEnumerable<string> arguments, Action<string> onLine)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };

        // These variables are what the surrounding `dotnet test` says about itself, and are not meant for another dotnet.
        foreach (var name in start.Environment.Keys.Where(static name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";

        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, received) => Pass(received.Data);
        process.ErrorDataReceived += (_, received) => Pass(received.Data);
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;

        void Pass(string? line)
        {
            if (line is not null)
            {
                onLine(line);
            }
        }
    }
}
