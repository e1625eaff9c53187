using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace HealthPoint.Tests.Hosting;

/// <summary>Sends a request byte for byte, as no client library would, and reads what comes back.</summary>
internal static class RawRequest
{
    /// <summary>GETs a path with these header lines, and no others.</summary>
    public static Task<RawAnswer> GetAsync(TestApp app, string path, params string[] headers) => SendAsync(app, $"GET {path} HTTP/1.1", headers);

    /// <summary>Sends a request line and header lines, and reads until the server closes.</summary>
    public static async Task<RawAnswer> SendAsync(TestApp app, string line, params string[] headers)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(app.Client.BaseAddress!.Host, app.Client.BaseAddress.Port, TestContext.Current.CancellationToken);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(string.Join("\r\n", [line, .. headers, "Connection: close", "", ""])), TestContext.Current.CancellationToken);
        using var answer = new MemoryStream();
        await stream.CopyToAsync(answer, TestContext.Current.CancellationToken);
        return new RawAnswer(Encoding.Latin1.GetString(answer.GetBuffer(), 0, (int)answer.Length));
    }

    internal sealed class RawAnswer(string text)
    {
        /// <summary>Every byte.</summary>
        public string Text => text;

        public int Status => int.Parse(text.AsSpan("HTTP/1.1 ".Length, 3), CultureInfo.InvariantCulture);

        /// <summary>The body, put together if it came in chunks.</summary>
        public string Body
        {
            get
            {
                var rest = text[(text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
                if (!string.Equals(Header("Transfer-Encoding"), "chunked", StringComparison.OrdinalIgnoreCase))
                {
                    return rest;
                }

                var body = new StringBuilder();
                while (rest.Split("\r\n", 2) is [var size, var chunks] && int.Parse(size, NumberStyles.HexNumber, CultureInfo.InvariantCulture) is var length and > 0)
                {
                    body.Append(chunks.AsSpan(0, length));
                    rest = chunks[(length + 2)..];
                }

                return body.ToString();
            }
        }

        public string? Header(string name) => text[..text.IndexOf("\r\n\r\n", StringComparison.Ordinal)].Split("\r\n").Skip(1)
            .Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
            .Select(line => line[(name.Length + 1)..].Trim())
            .SingleOrDefault();
    }
}
