using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace HealthPoint.Endpoints;

/// <summary>
/// The formats of one endpoint, and the choice of one for a request: the format that the request names, else the format that
/// its <c>Accept</c> header prefers, else the first.
/// </summary>
internal sealed class FormatChoice(IEnumerable<IHealthReportFormatter> formatters)
{
    // Several times what Prometheus or a browser sends. A longer header is likely meant to cost the server time.
    private const int MaxAcceptLength = 2048;

    private readonly EndpointFormat[] _formats = [.. formatters.Select(static formatter => new EndpointFormat(formatter))];

    /// <summary>The names of the formats: <c>json, health, text</c>.</summary>
    public string Names => string.Join(", ", _formats.Select(static format => format.Formatter.Name));

    /// <summary>The format that a request wants; <see langword="null"/> where it names a format that does not exist.</summary>
    public EndpointFormat? Of(HttpRequest request)
    {
        if (request.QueryString.HasValue && request.Query.TryGetValue("format", out var names))
        {
            return names is [{ } name] ? ByName(name) : null;
        }

        // Nearly all probes send no Accept header, or one that accepts anything.
        var accept = request.Headers.Accept;
        return accept.Count == 0 || (accept.Count == 1 && accept[0] is null or "" or "*/*") ? _formats[0] : ByAccept(accept);
    }

    private EndpointFormat? ByName(string name) =>
        Array.Find(_formats, format => string.Equals(format.Formatter.Name, name, StringComparison.OrdinalIgnoreCase));

    private EndpointFormat ByAccept(StringValues accept)
    {
        var length = 0;
        foreach (var header in accept)
        {
            length += header?.Length ?? 0;
        }

        if (length > MaxAcceptLength || !MediaTypeHeaderValue.TryParseStrictList(accept, out var ranges) || ranges.Any(static range => !IsWhole(range)))
        {
            return _formats[0];
        }

        var best = _formats[0];
        var wish = Wish.None;
        foreach (var format in _formats)
        {
            // Of formats that are equally preferred, the first wins; so it does among formats with the same media type.
            if (format.MediaType is { } type && Wish.Of(type, ranges) is var other && other.IsStrongerThan(wish))
            {
                (best, wish) = (format, other);
            }
        }

        return best;
    }

    // If the quality is no number, the parser leaves it among the parameters.
    private static bool IsWhole(MediaTypeHeaderValue range) =>
        range.Quality is not null || !range.Parameters.Any(static parameter => parameter.Name.Equals("q", StringComparison.OrdinalIgnoreCase));
}
