namespace HealthPoint.Configuration;

/// <summary>One more user of <see cref="BasicAuthOptions"/>.</summary>
public sealed class BasicAuthUser
{
    /// <summary>The user's name: not empty, without <c>:</c> and control characters.</summary>
    public string? Username { get; set; }

    /// <summary>The user's password; required.</summary>
    public string? Password { get; set; }
}
