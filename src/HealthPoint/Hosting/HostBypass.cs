using System.Buffers;
using System.Text;
using HealthPoint.Secrets;
using HealthPoint.Settings;
using Microsoft.AspNetCore.Http;

namespace HealthPoint.Hosting;

/// <summary>Decides which requests may pass the host filter, whatever their host.</summary>
internal sealed class HostBypass(SettingsMonitor settings)
{
    private Hashed? _hashed;

    /// <summary>Whether our own endpoints need no secret.</summary>
    public bool ProbePaths => settings.Current.Options.HostBypass.ProbePaths;

    // Hashed once for each snapshot of the settings. Two threads may do it at once, which does no harm.
    private Hashed Secrets
    {
        get
        {
            var now = settings.Current;
            var hashed = _hashed;
            if (hashed is null || !ReferenceEquals(hashed.Settings, now))
            {
                var options = now.Options.HostBypass;
                _hashed = hashed = new Hashed(now, options.HeaderName, new HashedSecrets(options.HeaderValues));
            }

            return hashed;
        }
    }

    /// <summary>Whether the request carries one of the secrets.</summary>
    public bool Accepts(HttpRequest request)
    {
        var hashed = Secrets;

        // Two headers are malformed: no rule says which of them counts.
        return hashed.Secrets.Any && request.Headers[hashed.HeaderName] is [{ Length: > 0 } secret] && Matches(hashed.Secrets, secret);
    }

    private static bool Matches(HashedSecrets secrets, string secret)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(secret.Length));
        try
        {
            return secrets.Match(bytes.AsSpan(0, Encoding.UTF8.GetBytes(secret, bytes)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes, clearArray: true);
        }
    }

    private sealed record Hashed(SettingsSnapshot Settings, string HeaderName, HashedSecrets Secrets);
}
