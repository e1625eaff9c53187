namespace HealthPoint;

/// <summary>The tags with a meaning of their own: each names the set of checks that a probe runs.</summary>
public static class HealthTags
{
    /// <summary>The process works; a failure means "restart it". Never give this tag to a check of something outside the process.</summary>
    public const string Live = "live";

    /// <summary>The service can answer requests now; a failure takes the instance out of rotation.</summary>
    public const string Ready = "ready";

    /// <summary>The service has started. Until this probe passes, liveness and readiness do not count.</summary>
    public const string Startup = "startup";
}
