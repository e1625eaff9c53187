using System.Buffers;
using System.Text;
using HealthPoint.Secrets;
using HealthPoint.Settings;
using HealthPoint.Threading;
using Microsoft.AspNetCore.Http;

namespace HealthPoint.Hosting;

/// <summary>Decides which requests may pass the host filter, whatever their host.</summary>
internal sealed class HostBypass(SettingsMonitor settings)
{
    private readonly PerState<SettingsSnapshot, HashedSecrets> _secrets = new(static settings => new HashedSecrets(settings.Options.HostBypass.HeaderValues));

    /// <summary>Whether our own endpoints need no secret.</summary>
    public bool ProbePaths => settings.Current.Options.HostBypass.ProbePaths;

    /// <summary>Whether the request carries one of the secrets.</summary>
    public bool Accepts(HttpRequest request)
    {
        var current = settings.Current;
        var secrets = _secrets.Of(current);

        // Two headers are malformed: no rule says which of them counts.
        return secrets.Any && request.Headers[current.Options.HostBypass.HeaderName] is [{ Length: > 0 } secret] && Matches(secrets, secret);
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
}
