using System.Security.Cryptography;
using System.Text;

namespace HealthPoint.Secrets;

/// <summary>Secrets, kept as hashes. Immutable; a reload makes a new object.</summary>
internal sealed class HashedSecrets(IEnumerable<string> secrets)
{
    private readonly byte[][] _hashes = [.. secrets.Select(static secret => SHA256.HashData(Encoding.UTF8.GetBytes(secret)))];

    public bool Any => _hashes.Length > 0;

    /// <summary>Whether this is one of the secrets. A wrong secret takes as long as a right one.</summary>
    public bool Match(ReadOnlySpan<byte> secret)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(secret, hash);
        var match = false;
        foreach (var known in _hashes)
        {
            match |= CryptographicOperations.FixedTimeEquals(known, hash);
        }

        return match;
    }
}
