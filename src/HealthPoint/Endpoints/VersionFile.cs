using System.Text.Json;
using System.Text.Unicode;
using HealthPoint.Logging;
using HealthPoint.Settings;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HealthPoint.Endpoints;

/// <summary>
/// The version object from <see cref="HealthPointOptions.VersionFile"/>, read anew for each request. A file that is no version
/// object counts as missing, and is logged at most once a minute.
/// </summary>
internal sealed class VersionFile(
    SettingsMonitor settings, TimeProvider time, ILogger<VersionFile> logger, IWebHostEnvironment? web = null, IHostEnvironment? host = null) : IHealthVersionProvider
{
    /// <summary>In bytes. A version object has four short strings, and any caller may ask for it any number of times.</summary>
    private const int LongestFile = 65_536;

    private readonly OncePerMinute _log = new(time);

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    public async ValueTask<ReadOnlyMemory<byte>?> GetVersionAsync(HttpContext context, CancellationToken cancellation)
    {
        var name = settings.Current.Options.VersionFile;
        try
        {
            var content = await ReadAsync(Path.Combine((web ?? host)?.ContentRootPath ?? AppContext.BaseDirectory, name), cancellation).ConfigureAwait(false);
            if (content.Length > LongestFile)
            {
                return Unfit(name, $"it is longer than {LongestFile} bytes");
            }

            // JSON on the wire must not begin with a byte order mark.
            content = content.Span.StartsWith(ByteOrderMark) ? content[ByteOrderMark.Length..] : content;
            return IsObject(content.Span) ? content : Unfit(name, "it holds no JSON object in UTF-8");
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (JsonException exception)
        {
            return Unfit(name, "it holds no valid JSON", exception);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            return Unfit(name, "it cannot be read", exception);
        }
    }

    /// <summary>The file, or one byte more of it than is allowed.</summary>
    private static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(string path, CancellationToken cancellation)
    {
        // Another process may replace the file while it is read.
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous);
        await using (file.ConfigureAwait(false))
        {
            var buffer = new byte[Math.Clamp(file.Length, 0, LongestFile) + 1];
            var length = await file.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
            return buffer.AsMemory(0, length);
        }
    }

    private static bool IsObject(ReadOnlySpan<byte> content)
    {
        var json = new Utf8JsonReader(content);

        // The reader checks the structure, but not the bytes within strings.
        var isObject = Utf8.IsValid(content) && json.Read() && json.TokenType == JsonTokenType.StartObject;
        while (json.Read())
        {
            // Reads to the end, because only the end of a file that was cut off is invalid.
        }

        return isObject;
    }

    private ReadOnlyMemory<byte>? Unfit(string name, string reason, Exception? exception = null)
    {
        if (_log.Passes())
        {
            Log.Safely(() => logger.VersionFileUnfit(exception, name, reason));
        }

        return null;
    }
}
