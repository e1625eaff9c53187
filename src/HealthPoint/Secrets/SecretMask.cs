using System.Text.RegularExpressions;

namespace HealthPoint.Secrets;

/// <summary>
/// Masks secrets in what a check says. Drivers often quote the connection string that they failed with, and most checks pass on
/// what the driver says. In doubt, too much is masked rather than too little.
/// </summary>
/// <remarks>
/// Invariant: the time is linear in the length of the text. So in the expressions nothing follows a loop that could make the loop
/// try again, and no loop begins within the characters of another loop.
/// </remarks>
internal static partial class SecretMask
{
    /// <summary>The text that takes the place of a secret.</summary>
    public const string Mask = "***";

    /// <summary>In characters. Longer texts are cut before they are searched; no viewer reads that far.</summary>
    private const int LongestText = 16_384;

    /// <summary>
    /// In milliseconds. Far more than any text takes, since the time in which the machine does other work counts as well.
    /// </summary>
    private const int Patience = 10_000;

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace;

    /// <summary>A text as viewers, publishers and the log may show it.</summary>
    public static string Apply(string text)
    {
        if (text.Length > LongestText)
        {
            // Must not cut within a word: half a secret may no longer be recognised as a secret.
            var end = text.AsSpan(0, LongestText).LastIndexOfAny(' ', '\n');
            text = text[..(end > 0 ? end : LongestText)];
        }

        try
        {
            var masked = Secret().Replace(text, "${name}" + Mask);
            return masked.Contains("://", StringComparison.Ordinal) ? Word().Replace(masked, static word => MaskUrl(word.Value)) : masked;
        }
        catch (RegexMatchTimeoutException)
        {
            return "what the check says took too long to search for secrets";
        }
    }

    /// <summary>Whether a value of this name is a secret, whatever it looks like: <c>DbPassword</c>, <c>x-api-key</c>.</summary>
    public static bool IsNameOfSecret(string name)
    {
        try
        {
            return NameOfSecret().IsMatch(name);
        }
        catch (RegexMatchTimeoutException)
        {
            return true;
        }
    }

    // A colon may be mere punctuation: `pass: 3 of 4 tests` names no secret, nor does `Unexpected token: }`. And pass= may begin the
    // result of a count: `pass=3 of 4`, `pass=3/4`, `pass=75%`. The words of a sentence are no credentials:
    // `Basic authentication failed`, `the bearer token is missing`.
    [GeneratedRegex(
        """
        # A parameter of a query string, up to the next one.
        (?<name>[?&\#](?>[^=&?\#\s]*)(?<=password|passwd|pwd|pass|passphrase|secret|token|key|sig|signature|credential)=)[^&\s"'<>]+

        # A header: its scheme may be read, where it is one that a single word follows.
        | (?<name>authorization\\{0,3}["']?[ \t]*[=:][ \t]*\\{0,3}["'\[]?(bearer|basic|token|api-?key|negotiate)[ \t]+)[^\s"',;\]]+
        | (?<name>authorization\\{0,3}["']?[ \t]*[=:][ \t]*)[^\r\n]+

        # Credentials without their header.
        | (?<name>\bbearer:?[ \t]+)(?!(tokens?|auth[a-z]*|schemes?|challenges?|credentials?|realm|of|for|is|was|not|and|or|in|with)[.,:;!?)]*(\s|$)|(realm|error|scope)=)[^\s"',;<>]+
        | (?<name>\b(bearer[ \t]+tokens?:?|basic:?)[ \t]+)(?!(?-i:[A-Z]?[a-z]+|[A-Z]+)([^A-Za-z0-9+/=_]|$))[A-Za-z0-9+/=_.~-]{4,}

        # A name and its value, up to the closing quote or brace, the next semicolon or the end of the line; what has been
        # masked already ends where it does.
        | (?<name>
            (
              (password|passwd|pwd|passphrase|secret|(api|access|account|private|secret|shared|signing|encryption|subscription|function|master)[ _-]?key)\\{0,3}["']?\s*[=:]
              | token\\{0,3}["']?\s*(=|:(?=\s*\\{0,3}["']?\w))
              | ((?<!by)pass(?!\s*=\s*\d+(%|\s*/\s*\d|\s+of\b))|sig|signature)\s*=
            )\s*
          )
          (\*{3}(?=[\s,;&"'\}\)\]]|$)|"(\\.|""|[^"\r\n])*"?|'(\\.|''|[^'\r\n])*'?|\{(\}\}|[^\}\r\n])*\}?|[^;\r\n]+)
        """,
        Options,
        matchTimeoutMilliseconds: Patience)]
    private static partial Regex Secret();

    [GeneratedRegex(
        """
        (
          password|passwd|pwd|passphrase|secret|credential|(?<![a-z])sig
          | (api|access|account|private|secret|shared|signing|encryption|subscription|function|master)[ _-]?key
        )s?\s*$
        | (token|signature|authorization)\s*$
        """,
        Options,
        matchTimeoutMilliseconds: Patience)]
    private static partial Regex NameOfSecret();

    /// <summary>
    /// Masks <c>://user:secret@</c>, up to the last <c>@</c> of the word, since a password may hold an unencoded one. One expression for
    /// all of it would go back over the rest of the word at every <c>://</c> in it.
    /// </summary>
    private static string MaskUrl(string word)
    {
        var user = UrlUser().Match(word);
        var (secret, end) = (user.Index + user.Length, word.LastIndexOf('@'));
        return user.Success && secret < end ? string.Concat(word.AsSpan(0, secret), Mask, word.AsSpan(end)) : word;
    }

    [GeneratedRegex(@"\S+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: Patience)]
    private static partial Regex Word();

    [GeneratedRegex(@"://[^\s:/@]*:", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: Patience)]
    private static partial Regex UrlUser();
}
