using HealthPoint.Configuration;
using HealthPoint.Secrets;

namespace HealthPoint.Disclosure;

/// <summary>The hashes of the Basic-Auth users. Immutable; a reload makes a new one.</summary>
internal sealed class BasicCredentials
{
    private readonly HashedSecrets _secrets;

    public BasicCredentials(BasicAuthOptions options)
    {
        // A name holds no colon, so the first colon ends the name. So "name:password" can be compared as a whole.
        IEnumerable<(string? Username, string? Password)> users =
            [(options.Username, options.Password), .. options.Users.Select(static user => (user.Username, user.Password))];
        _secrets = new HashedSecrets(users.Where(static user => user.Username is not null).Select(static user => $"{user.Username}:{user.Password}"));
    }

    public bool Any => _secrets.Any;

    /// <summary>Whether these are a user's credentials. Wrong credentials take as long as right ones.</summary>
    public bool Match(ReadOnlySpan<byte> credentials) => _secrets.Match(credentials);
}
