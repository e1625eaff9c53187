using Microsoft.Net.Http.Headers;

namespace HealthPoint.Formats;

/// <summary>The rules that a format must meet so that callers can choose it. Judged at start-up.</summary>
internal static class FormatterRules
{
    /// <summary>Throws where a format breaks a rule.</summary>
    public static void Require(IEnumerable<IHealthReportFormatter> formatters)
    {
        var names = new Dictionary<string, IHealthReportFormatter>(StringComparer.Ordinal);
        foreach (var formatter in formatters)
        {
            var type = formatter.GetType();
            if (formatter.Name is not { Length: > 0 } name || !name.All(static c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-'))
            {
                throw new InvalidOperationException($"The name of the format {type}, '{formatter.Name}', is what callers write behind ?format=: make it of lower-case letters, digits, and hyphens.");
            }

            if (!names.TryAdd(name, formatter))
            {
                throw new InvalidOperationException($"Two formats have the name '{name}': {names[name].GetType()} and {type}. Give one of them another Name.");
            }

            if (!MediaTypeHeaderValue.TryParse(formatter.ContentType, out var media) || media.MatchesAllSubTypes)
            {
                throw new InvalidOperationException($"The content type of the format {type}, '{formatter.ContentType}', is no media type. Write one such as 'text/plain; charset=utf-8'.");
            }
        }
    }
}
