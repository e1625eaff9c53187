namespace HealthPoint.Hosting;

/// <summary>The host that a browser would go to. Browsers are more forgiving than the standard: they take '\' for '/', and skip tabs.</summary>
/// <param name="Host">The host; <see langword="null"/> where the address has none, or cannot be read.</param>
/// <param name="IsUnreadable">Whether browsers may disagree on which host is meant, if any.</param>
internal readonly record struct RedirectTarget(string? Host, bool IsUnreadable)
{
    private static readonly RedirectTarget Unreadable = new(Host: null, IsUnreadable: true);

    public static RedirectTarget Of(string location)
    {
        var read = string.Concat(location.Where(static character => character is not ('\t' or '\r' or '\n'))).Trim().Replace('\\', '/');
        if (read.IndexOf(':', StringComparison.Ordinal) is var colon and > 0 && Uri.CheckSchemeName(read[..colon]))
        {
            // 'https:host' is no address, nor is 'https:///host', which an empty Host leads to. But browsers go there.
            var web = read.StartsWith("http:", StringComparison.OrdinalIgnoreCase) || read.StartsWith("https:", StringComparison.OrdinalIgnoreCase);
            return web && !HasAuthority(read.AsSpan(colon + 1)) ? Unreadable : Read(read);
        }

        if (read.StartsWith("//", StringComparison.Ordinal))
        {
            return HasAuthority(read) ? Read("http:" + read) : Unreadable;
        }

        // A path, on the host that was asked.
        return default;
    }

    /// <summary>Whether the target is this host, whatever its port, its case and its spelling.</summary>
    public bool Is(string host) => Host is not null && string.Equals(Host, Read("http://" + host).Host, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Whether the target is below this host, or is this host without its <c>www.</c>. A redirection to <c>www.</c>, or away
    /// from it, leads to such a target.
    /// </summary>
    public bool IsRelatedTo(string host) =>
        Host is not null
        && Read("http://" + host).Host is { Length: > 0 } other
        && (Host.EndsWith("." + other, StringComparison.OrdinalIgnoreCase) || other.Equals("www." + Host, StringComparison.OrdinalIgnoreCase));

    private static bool HasAuthority(ReadOnlySpan<char> address) => address is ['/', '/', not '/', ..];

    private static RedirectTarget Read(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) ? new(uri.IdnHost.TrimEnd('.'), IsUnreadable: false) : Unreadable;
}
