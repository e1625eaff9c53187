namespace HealthPoint.Configuration;

/// <summary>
/// Which requests may pass the framework's host filter (<c>AllowedHosts</c>) although their <c>Host</c> is not allowed: requests
/// with a secret, on any path, and perhaps all requests for HealthPoint's own endpoints. Either is enough; nothing else changes.
/// </summary>
public sealed class HostBypassOptions
{
    /// <summary>The request header that carries the secret. Default: <c>X-Health</c>.</summary>
    public string HeaderName { get; set; } = "X-Health";

    /// <summary>
    /// The secrets. A secret that is empty, has white space at its ends or holds control characters stops start-up. Default: none,
    /// and then no header lets a request pass.
    /// </summary>
    public IList<string> HeaderValues { get; set; } = [];

    /// <summary>
    /// Whether requests for HealthPoint's own endpoints need no secret. Endpoints whose route has parameters still need one.
    /// Default: <see langword="false"/>.
    /// </summary>
    public bool ProbePaths { get; set; }

    /// <summary>All values, to be compared with those that were configured before. They must never be compared with what a caller sends.</summary>
    internal IEnumerable<string?> Values => [HeaderName, ProbePaths ? "" : null, .. HeaderValues];
}
