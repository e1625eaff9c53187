using System.Security.Cryptography;
using System.Text;

namespace HealthPoint;

/// <summary>The hashes of the Basic-Auth users. Immutable; a reload makes a new one.</summary>
internal sealed class BasicCredentials
{
    private readonly byte[][] _hashes;

    public BasicCredentials(BasicAuthOptions options)
    {
        // A name holds no colon, so the first one ends it, and "name:password" is compared as a whole.
        IEnumerable<(string? Username, string? Password)> users =
            [(options.Username, options.Password), .. options.Users.Select(static user => (user.Username, user.Password))];
        _hashes = [.. users.Where(static user => user.Username is not null).Select(static user => SHA256.HashData(Encoding.UTF8.GetBytes($"{user.Username}:{user.Password}")))];
    }

    public bool Any => _hashes.Length > 0;

    /// <summary>Whether these are a user's credentials; takes as long for wrong ones as for right ones.</summary>
    public bool Match(ReadOnlySpan<byte> credentials)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(credentials, hash);
        var match = false;
        foreach (var known in _hashes)
        {
            match |= CryptographicOperations.FixedTimeEquals(known, hash);
        }

        return match;
    }
}
