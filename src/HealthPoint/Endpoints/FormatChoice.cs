using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace HealthPoint.Endpoints;

/// <summary>
/// The formats of one endpoint, and which of them a request wants: the one that it names, else the one that its
/// <c>Accept</c> likes best, else the first.
/// </summary>
internal sealed class FormatChoice(IEnumerable<IHealthReportFormatter> formatters)
{
    // Several times what Prometheus or a browser sends. What is longer wants to cost us something.
    private const int MaxAcceptLength = 2048;

    private readonly EndpointFormat[] _formats = [.. formatters.Select(static formatter => new EndpointFormat(formatter))];

    /// <summary>The names of the formats: <c>json, health, text</c>.</summary>
    public string Names => string.Join(", ", _formats.Select(static format => format.Formatter.Name));

    /// <summary>The format that a request wants; <see langword="null"/> where it names one that there is not.</summary>
    public EndpointFormat? Of(HttpRequest request)
    {
        if (request.QueryString.HasValue && request.Query.TryGetValue("format", out var names))
        {
            return names is [{ } name] ? ByName(name) : null;
        }

        // What nearly all probes send: nothing, or that anything will do.
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
            // The first of those that are liked as much; and of those with the same media type.
            if (format.MediaType is { } type && Wish.Of(type, ranges) is var other && other.IsStrongerThan(wish))
            {
                (best, wish) = (format, other);
            }
        }

        return best;
    }

    // The parser leaves a quality that is no number alone.
    private static bool IsWhole(MediaTypeHeaderValue range) =>
        range.Quality is not null || !range.Parameters.Any(static parameter => parameter.Name.Equals("q", StringComparison.OrdinalIgnoreCase));
}
