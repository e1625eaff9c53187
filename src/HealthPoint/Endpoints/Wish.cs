using System.Runtime.InteropServices;
using Microsoft.Net.Http.Headers;

namespace HealthPoint.Endpoints;

/// <summary>How much a request wants a format.</summary>
/// <param name="Quality">The <c>q</c> of the range that fits best.</param>
/// <param name="Precision">How closely that range names the format; 0 where none fits.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Wish(double Quality, int Precision)
{
    private const int Anything = 1000, AnySubtype = 2000, Exact = 3000;

    public static readonly Wish None = new(0, 0);

    public static Wish Of(MediaTypeHeaderValue type, IList<MediaTypeHeaderValue> ranges)
    {
        var wish = None;
        foreach (var range in ranges)
        {
            var precision = PrecisionOf(range, type);
            if (precision > wish.Precision)
            {
                wish = new Wish(range.Quality ?? 1, precision);
            }
        }

        return wish;
    }

    // A caller that names a format beside "*/*" prefers that format.
    public bool IsStrongerThan(Wish other) => Quality > other.Quality || (Quality > 0 && Quality == other.Quality && Precision > other.Precision);

    private static int PrecisionOf(MediaTypeHeaderValue range, MediaTypeHeaderValue type)
    {
        var precision = range.MatchesAllTypes ? Anything
            : !range.Type.Equals(type.Type, StringComparison.OrdinalIgnoreCase) ? 0
            : range.MatchesAllSubTypes ? AnySubtype
            : range.SubType.Equals(type.SubType, StringComparison.OrdinalIgnoreCase) ? Exact
            : 0;
        foreach (var parameter in precision > 0 ? range.Parameters : [])
        {
            // Parameters after the quality belong to the wish, not to the type.
            if (parameter.Name.Equals("q", StringComparison.OrdinalIgnoreCase))
            {
                break;
            }

            if (!Has(type, parameter))
            {
                return 0;
            }

            precision++;
        }

        return precision;
    }

    private static bool Has(MediaTypeHeaderValue type, NameValueHeaderValue parameter)
    {
        var value = HeaderUtilities.RemoveQuotes(parameter.Value);
        foreach (var own in type.Parameters)
        {
            if (own.Name.Equals(parameter.Name, StringComparison.OrdinalIgnoreCase))
            {
                return HeaderUtilities.RemoveQuotes(own.Value).Equals(value, StringComparison.OrdinalIgnoreCase);
            }
        }

        // All our formats write UTF-8, whether or not their type says so. And Prometheus 3 says how to escape names of metrics that
        // are not plain; ours are plain.
        return (parameter.Name.Equals("charset", StringComparison.OrdinalIgnoreCase) && value.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            || parameter.Name.Equals("escaping", StringComparison.OrdinalIgnoreCase);
    }
}
