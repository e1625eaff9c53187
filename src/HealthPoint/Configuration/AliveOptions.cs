namespace HealthPoint.Configuration;

/// <summary>The settings of the django-alive dialect, <c>/-/health/</c>.</summary>
public sealed class AliveOptions
{
    /// <summary>The HTTP status of a failing report, from 400 to 599. Default: 503.</summary>
    public int FailureStatusCode { get; set; } = 503;
}
