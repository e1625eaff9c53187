namespace HealthPoint.Configuration;

/// <summary>The settings of the Dockerflow dialect, <c>/__heartbeat__</c>.</summary>
public sealed class DockerflowOptions
{
    /// <summary>The HTTP status of a failing heartbeat, from 400 to 599. Default: 500.</summary>
    public int FailureStatusCode { get; set; } = 500;

    /// <summary>Whether a warning fails the heartbeat as well. Default: <see langword="true"/>.</summary>
    public bool WarningFails { get; set; } = true;
}
