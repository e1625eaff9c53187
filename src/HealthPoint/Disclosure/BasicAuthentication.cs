using System.Buffers;
using HealthPoint.Logging;
using HealthPoint.Observability;
using HealthPoint.Settings;
using HealthPoint.Threading;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace HealthPoint.Disclosure;

/// <summary>
/// Reads the <c>Authorization</c> header (RFC 7617). A caller with wrong or malformed credentials counts as anonymous, and gets no
/// error. Each such attempt is counted; it is logged at most once a minute, without anything that the caller sent.
/// </summary>
internal sealed class BasicAuthentication(SettingsMonitor settings, HealthPointMetrics metrics, TimeProvider time, ILogger<BasicAuthentication> logger)
{
    /// <summary>The challenge of a 401. Names and passwords are read as UTF-8.</summary>
    public const string Challenge = "Basic realm=\"health\", charset=\"UTF-8\"";

    private const string Scheme = "Basic";

    private readonly OncePerMinute _log = new(time);
    private readonly PerState<SettingsSnapshot, BasicCredentials> _credentials = new(static settings => new BasicCredentials(settings.Options.BasicAuth));

    public bool IsConfigured => Credentials.Any;

    private BasicCredentials Credentials => _credentials.Of(settings.Current);

    /// <summary>Whether the request carries a user's credentials.</summary>
    public bool Accepts(HttpRequest request)
    {
        var credentials = Credentials;
        if (!credentials.Any || request.Headers.Authorization is not { Count: > 0 } header || !IsBasic(header[0]))
        {
            return false;
        }

        // Two headers are malformed: no rule says which of them counts.
        if (header is [{ } only] && Matches(credentials, only.AsSpan(Scheme.Length).Trim(' ')))
        {
            return true;
        }

        metrics.CredentialsRejected();
        if (_log.Passes())
        {
            Log.Safely(logger.CredentialsRefused);
        }

        return false;
    }

    private static bool IsBasic(string? header) =>
        header is not null
        && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        && (header.Length == Scheme.Length || header[Scheme.Length] == ' ');

    private static bool Matches(BasicCredentials credentials, ReadOnlySpan<char> encoded)
    {
        // White space inside, which the decoder would skip, is malformed.
        if (encoded.ContainsAny(' ', '\t'))
        {
            return false;
        }

        var decoded = ArrayPool<byte>.Shared.Rent(encoded.Length);
        try
        {
            return Convert.TryFromBase64Chars(encoded, decoded, out var length) && credentials.Match(decoded.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(decoded, clearArray: true);
        }
    }
}
