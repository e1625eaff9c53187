namespace HealthPoint.Configuration;

/// <summary>The Basic-Auth credentials (RFC 7617) with which a caller may see details. No authentication middleware is needed.</summary>
public sealed class BasicAuthOptions
{
    /// <summary>The user's name: not empty, without <c>:</c> and control characters. Default: none.</summary>
    public string? Username { get; set; }

    /// <summary>The user's password; required with a name. It may contain <c>:</c>. Default: none.</summary>
    public string? Password { get; set; }

    /// <summary>More users of the same kind, for example while a password is being changed. Default: none.</summary>
    public IList<BasicAuthUser> Users { get; set; } = [];

    /// <summary>All values, to be compared with those that were configured before. They must never be compared with what a caller sends.</summary>
    internal IEnumerable<string?> Values => [Username, Password, .. Users.SelectMany(static user => new[] { user.Username, user.Password })];
}
