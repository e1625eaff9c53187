using System.Security.Cryptography;
using System.Text;

namespace WebApp;

/// <summary>
/// The accounts that can sign in, by name: a stand-in for a real user store such as ASP.NET Core Identity. Only
/// appsettings.Development.json has accounts, so in other environments no user can sign in.
/// </summary>
internal sealed class Accounts : Dictionary<string, Account>
{
    public Account? Find(string name, string password) =>
        TryGetValue(name, out var account) && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(account.Password), Encoding.UTF8.GetBytes(password))
            ? account
            : null;
}

/// <summary>An account. HealthPoint shows details to the role <c>staff</c>.</summary>
internal sealed class Account
{
    public required string Password { get; init; }

    public required string Role { get; init; }
}
