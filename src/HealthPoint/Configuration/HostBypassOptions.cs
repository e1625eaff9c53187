namespace HealthPoint.Configuration;

/// <summary>
/// Which requests may pass the framework's host filter (<c>AllowedHosts</c>) although their <c>Host</c> is not allowed:
/// those with a secret, on any path, and perhaps all for HealthPoint's own endpoints. Each alone; nothing else changes.
/// </summary>
public sealed class HostBypassOptions
{
    /// <summary>The request header that carries the secret. Default: <c>X-Health</c>.</summary>
    public string HeaderName { get; set; } = "X-Health";

    /// <summary>
    /// The secrets. An empty one, one with white space at its ends or with control characters stops start-up. Default:
    /// none, and no header lets a request pass.
    /// </summary>
    public IList<string> HeaderValues { get; set; } = [];

    /// <summary>
    /// Whether HealthPoint's own endpoints need no secret; those whose route has parameters do. Default: <see langword="false"/>.
    /// </summary>
    public bool ProbePaths { get; set; }

    /// <summary>All of it, to be compared with what was configured before. Never with what a caller sends.</summary>
    internal IEnumerable<string?> Values => [HeaderName, ProbePaths ? "" : null, .. HeaderValues];
}
