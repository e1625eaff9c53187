namespace HealthPoint;

/// <summary>Where a browser would go, which is more forgiving than the standard: it takes '\' for '/', and skips tabs.</summary>
/// <param name="Host">The host; <see langword="null"/> where it is the one that was asked, or cannot be read.</param>
/// <param name="IsUnreadable">Whether nobody can tell.</param>
internal readonly record struct RedirectTarget(string? Host, bool IsUnreadable)
{
    public static RedirectTarget Of(string location)
    {
        var read = string.Concat(location.Where(static character => character is not ('\t' or '\r' or '\n'))).Trim().Replace('\\', '/');
        var scheme = read.IndexOf(':', StringComparison.Ordinal) is var colon and > 0 && Uri.CheckSchemeName(read[..colon]) ? read[..colon] : null;
        if (scheme is null && !read.StartsWith("//", StringComparison.Ordinal))
        {
            // A path: to whom was asked.
            return default;
        }

        var rest = read[(scheme is null ? 0 : scheme.Length + 1)..].TrimStart('/');
        return HostOf(scheme ?? Uri.UriSchemeHttp, rest) is { } host ? new(host, IsUnreadable: false) : new(Host: null, IsUnreadable: true);
    }

    /// <summary>Whether it is this host, whatever its port, its case and its spelling.</summary>
    public bool Is(string host) => string.Equals(Host, HostOf(Uri.UriSchemeHttp, host), StringComparison.OrdinalIgnoreCase);

    private static string? HostOf(string scheme, string authorityAndPath) =>
        Uri.TryCreate($"{scheme}://{authorityAndPath}", UriKind.Absolute, out var uri) && uri.IdnHost.TrimEnd('.') is { Length: > 0 } host ? host : null;
}
