using HealthPoint.Configuration;

namespace HealthPoint;

/// <summary>
/// How HealthPoint behaves. Bound from the configuration section <c>HealthPoint</c>, which overrides what code sets. A key that
/// does not exist, or a value out of its range, stops start-up. A reload of the configuration is followed, except for
/// <see cref="MaxConcurrency"/> and <see cref="CheckOptions.DependsOn"/>, which only count from the next start.
/// </summary>
/// <remarks>
/// A reload with a mistake is refused: that is logged at once and each hour, and the last good settings stay. Only
/// <see cref="BasicAuth"/> and <see cref="HostBypass"/> are followed even then, each where the mistake is not in it: a password
/// that was taken away must not stay valid until a typing error elsewhere is found. In the configuration a duration is
/// <c>hh:mm:ss</c> or a bare number of seconds, and a list replaces the list that code set.
/// </remarks>
public sealed class HealthPointOptions
{
    /// <summary>The configuration section: <c>HealthPoint</c>.</summary>
    public const string SectionName = "HealthPoint";

    internal static readonly TimeSpan LongestTimeout = TimeSpan.FromHours(1);

    internal static readonly TimeSpan LongestDrain = TimeSpan.FromHours(1);

    internal static readonly TimeSpan ShortestPeriod = TimeSpan.FromMilliseconds(10);

    // Long enough for any use, and far from where arithmetic with times overflows.
    internal static readonly TimeSpan LongestPeriod = TimeSpan.FromDays(366);

    /// <summary>Credentials with which a caller may see details. Default: none, and Basic authentication is off.</summary>
    public BasicAuthOptions BasicAuth { get; private set; } = new();

    /// <summary>
    /// Whether callers that may not see details are refused; no check runs for them. This does not apply to the probes of
    /// <c>MapProbes</c>, unless their own <see cref="HealthPointEndpointOptions.AuthRequired"/> says so, nor to endpoints that run no
    /// check (<c>/-/alive/</c>, <c>/__lbheartbeat__</c>, <c>/__version__</c>). Default: <see langword="false"/>.
    /// </summary>
    public bool AuthRequired { get; set; }

    /// <summary>
    /// The roles of <c>HttpContext.User</c> that may see details. None of them is empty. In the configuration a list, or one
    /// text with commas between the roles. Default: <c>staff</c>. If there are none, no caller is staff by a role.
    /// </summary>
    public IList<string> StaffRoles { get; set; } = ["staff"];

    /// <summary>
    /// The authorization policy whose principals may see details. It replaces <see cref="StaffRoles"/>, and its
    /// authentication schemes authenticate the caller. Default: none.
    /// </summary>
    public string? StaffPolicy { get; set; }

    /// <summary>
    /// Whether anonymous callers may select checks, which reveals single results. Default: <see langword="false"/>, which answers 404.
    /// </summary>
    public bool AllowAnonymousSelection { get; set; }

    /// <summary>The HTTP status of a failing report, from 400 to 599. Default: 500.</summary>
    public int FailureStatusCode { get; set; } = 500;

    /// <summary>The HTTP status of a degraded report, from 200 to 599 but not 204, 205 or 304, which have no body. Default: 200.</summary>
    public int DegradedStatusCode { get; set; } = 200;

    /// <summary>The settings of the django-alive dialect, <c>MapAlive()</c>.</summary>
    public AliveOptions Alive { get; } = new();

    /// <summary>The settings of the Dockerflow dialect, <c>MapDockerflow()</c>.</summary>
    public DockerflowOptions Dockerflow { get; } = new();

    /// <summary>The deadline of a check that sets none; more than zero, at most an hour. Default: 10 seconds.</summary>
    public TimeSpan DefaultTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a result is fresh where the check does not say; zero means never. Default: 1 second.</summary>
    public TimeSpan CacheDuration { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How many checks may run at once, in all reports together; at least 1. A reload does not change it. Default: 64.</summary>
    public int MaxConcurrency { get; set; } = 64;

    /// <summary>The length, in characters, at which a detail is cut; at least 1. Default: 4096.</summary>
    public int DetailMaxLength { get; set; } = 4096;

    /// <summary>Names of checks that run and are logged, but count for no verdict. Default: none.</summary>
    public IList<string> Silenced { get; set; } = [];

    /// <summary>Which requests may pass the host filter.</summary>
    public HostBypassOptions HostBypass { get; private set; } = new();

    /// <summary>How the application takes itself out of rotation before it stops. Default: it just stops.</summary>
    public DrainOptions Drain { get; } = new();

    /// <summary>The settings of the status site. Not acted on yet.</summary>
    public StatusOptions Status { get; } = new();

    /// <summary>
    /// The file that <c>/__version__</c> serves: a JSON object of at most 65,536 bytes. Relative to the content root.
    /// Default: <c>version.json</c>.
    /// </summary>
    public string VersionFile { get; set; } = "version.json";

    /// <summary>The settings of single checks, by name (ignoring case).</summary>
    public IDictionary<string, CheckOptions> Checks { get; } = new Dictionary<string, CheckOptions>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The settings of single stats, by name (ignoring case).</summary>
    public IDictionary<string, StatOptions> Stats { get; } = new Dictionary<string, StatOptions>(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The keys of the configuration that could not be read, and so are ignored. They are kept to be reported together with all other
    /// mistakes. Each text begins with its key.
    /// </summary>
    internal List<string> Mistakes { get; } = [];

    /// <summary>The same options with other credentials.</summary>
    internal HealthPointOptions With(BasicAuthOptions basicAuth, HostBypassOptions hostBypass)
    {
        var copy = (HealthPointOptions)MemberwiseClone();
        (copy.BasicAuth, copy.HostBypass) = (basicAuth, hostBypass);
        return copy;
    }
}
