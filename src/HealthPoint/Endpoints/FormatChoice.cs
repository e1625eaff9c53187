using Microsoft.AspNetCore.Http;

namespace HealthPoint;

/// <summary>The formats of one endpoint, and which of them a request wants.</summary>
internal sealed class FormatChoice(IEnumerable<IHealthReportFormatter> formatters)
{
    private readonly EndpointFormat[] _formats = [.. formatters.Select(static formatter => new EndpointFormat(formatter))];

    /// <summary>The format that a request wants; <see langword="null"/> where it names one that there is not.</summary>
    public EndpointFormat? Of(HttpRequest request)
    {
        if (request.QueryString.HasValue && request.Query.TryGetValue("format", out var names))
        {
            return Array.Find(_formats, format => names is [{ } name] && string.Equals(format.Formatter.Name, name, StringComparison.OrdinalIgnoreCase));
        }

        return _formats[0];
    }
}
