using System.Globalization;
using System.Text;

namespace HealthPoint.Tests.Never;

/// <summary>A request as the test draws it, and makes it simpler where it fails.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path, encoded.</param>
internal sealed record Question(string Method, string Path)
{
    /// <summary>The header of the caller that may see everything.</summary>
    public static readonly string OfViewer = "Authorization: Basic " + Convert.ToBase64String("john:doe"u8);

    /// <summary>The parameters of the query, encoded.</summary>
    public IReadOnlyList<string> Query { get; init; } = [];

    /// <summary>The lines of the headers.</summary>
    public IReadOnlyList<string> Headers { get; init; } = ["Host: localhost"];

    /// <summary>The version of HTTP: 1.0 or 1.1.</summary>
    public string Version { get; init; } = "1.1";

    public string Body { get; init; } = "";

    /// <summary>Whether the body is sent in chunks.</summary>
    public bool IsChunked { get; init; }

    public Asked Asked => new(Encoding.UTF8.GetBytes(ToString()), IsHead: Method is "HEAD", IsLast: Body.Length > 0 || Headers.Any(static line => line.StartsWith("Upgrade", StringComparison.Ordinal)));

    /// <summary>The same question with one thing less, in each possible way.</summary>
    public IEnumerable<Question> Simpler() =>
    [
        .. Headers.Select((_, i) => this with { Headers = Without(Headers, i) }),
        .. Query.Select((_, i) => this with { Query = Without(Query, i) }),
        .. Body.Length > 0 ? [this with { Body = "" }] : Array.Empty<Question>(),
    ];

    public override string ToString()
    {
        var length = Body.Length == 0 ? "" : IsChunked ? "Transfer-Encoding: chunked\r\n" : string.Create(CultureInfo.InvariantCulture, $"Content-Length: {Encoding.UTF8.GetByteCount(Body)}\r\n");
        var body = Body.Length > 0 && IsChunked ? string.Create(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetByteCount(Body):x}\r\n{Body}\r\n0\r\n\r\n") : Body;
        var query = Query.Count > 0 ? "?" + string.Join('&', Query) : "";
        return $"{Method} {Path}{query} HTTP/{Version}\r\n{string.Concat(Headers.Select(static line => line + "\r\n"))}{length}\r\n{body}";
    }

    private static string[] Without(IReadOnlyList<string> all, int index) => [.. all.Where((_, i) => i != index)];
}
