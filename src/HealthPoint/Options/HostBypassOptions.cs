namespace HealthPoint;

/// <summary>Which requests may pass the host filter although their <c>Host</c> is not allowed.</summary>
public sealed class HostBypassOptions
{
    /// <summary>The request header that carries the secret. Default: <c>X-Health</c>.</summary>
    public string HeaderName { get; set; } = "X-Health";

    /// <summary>The secrets; none of them may be empty. Default: none, the bypass is off.</summary>
    public IList<string> HeaderValues { get; set; } = [];

    /// <summary>Whether HealthPoint's own endpoints need no secret. Default: <see langword="false"/>.</summary>
    public bool ProbePaths { get; set; }
}
