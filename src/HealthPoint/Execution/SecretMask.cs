using System.Text.RegularExpressions;

namespace HealthPoint;

/// <summary>
/// Masks secrets in the message of an exception. Drivers like to quote the connection string they failed with; in doubt
/// too much is masked rather than too little.
/// </summary>
internal static partial class SecretMask
{
    private const string Mask = "***";

    /// <summary>Longer messages are cut before they are searched; nobody reads that far.</summary>
    private const int LongestMessage = 16_384;

    public static string Apply(string message)
    {
        if (message.Length > LongestMessage)
        {
            message = message[..LongestMessage];
        }

        try
        {
            var masked = NamedSecret().Replace(message, "${name}" + Mask);
            return masked.Contains("://", StringComparison.Ordinal) ? Word().Replace(masked, static word => MaskUrl(word.Value)) : masked;
        }
        catch (RegexMatchTimeoutException)
        {
            return "the message of the exception took too long to search for secrets; see the log";
        }
    }

    /// <summary><c>Password=…</c> and its kin, up to the closing quote or brace, the next semicolon or the end of the line.</summary>
    [GeneratedRegex(
        """(?<name>((password|passphrase|secret|api[ _-]?key|access[ _-]?key|account[ _-]?key)["']?\s*[=:]|(passwd|pwd|pass|token|sig|signature)\s*=)\s*)("(\\.|""|[^"\r\n])*"?|'(\\.|''|[^'\r\n])*'?|\{[^\}\r\n]*\}?|[^;\r\n]+)""",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamedSecret();

    /// <summary>
    /// <c>://user:secret@</c>, up to the last <c>@</c> of the word, since a password may hold one unencoded. Not as one
    /// expression, which would go back over the rest of the word at every <c>://</c> of it.
    /// </summary>
    private static string MaskUrl(string word)
    {
        var user = UrlUser().Match(word);
        var (secret, end) = (user.Index + user.Length, word.LastIndexOf('@'));
        return user.Success && secret < end ? string.Concat(word.AsSpan(0, secret), Mask, word.AsSpan(end)) : word;
    }

    [GeneratedRegex(@"\S+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();

    [GeneratedRegex(@"://[^\s:/@]*:", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex UrlUser();
}
