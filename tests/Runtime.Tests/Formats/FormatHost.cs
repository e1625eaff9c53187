using HealthPoint.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Tests.Formats;

/// <summary>Applications whose reports the formats have to write.</summary>
internal static class FormatHost
{
    /// <summary>The names of all formats.</summary>
    public static readonly string[] Formats = ["json", "health", "text", "ui", "openmetrics"];

    /// <summary>
    /// Names that a format might stumble over. The checks are foreign, since a check of HealthPoint may not have the first of these
    /// names.
    /// </summary>
    public static readonly string[] OddNames =
    [
        "two\nlines", "tab\tand\rreturn\0nul", "x:y", "x_y", "x:y:z", "half \ud83d of a pair", "a/b",
        "quote\"quote", "back\\slash", "back\\nslash", "<script>alert('&')</script>", "{check=\"x\"} 1", "🙂", "Ünïcödé 健康", "# EOF", " space ", "…", "\u2028\u0085", "checks", "status",
    ];

    /// <summary>An application with one check of this status.</summary>
    public static Task<TestApp> StartAsync(HealthStatus status) => StartAsync(new HealthCheckResult(status));

    /// <summary>An application with the check <c>a</c> and this result.</summary>
    public static Task<TestApp> StartAsync(HealthCheckResult result, TestSettings? settings = null) =>
        TestApp.StartAsync(builder => builder.AddCheck("a", (_, _) => ValueTask.FromResult(result)), settings: TestSettings.John.And(settings));

    /// <summary>
    /// An application with a check of each odd name. Each check has that name as its detail and in its data; their statuses take
    /// turns.
    /// </summary>
    public static Task<TestApp> StartOddAsync(TestSettings? settings = null) =>
        TestApp.StartAsync(static builder => AddOdd(builder.Services.AddHealthChecks()), settings: TestSettings.John.And(settings));

    public static HealthStatus StatusOfOdd(int index) => (HealthStatus)(index % 3);

    private static void AddOdd(IHealthChecksBuilder builder)
    {
        for (var i = 0; i < OddNames.Length; i++)
        {
            var (name, status) = (OddNames[i], StatusOfOdd(i));
            builder.AddCheck(name, () => new HealthCheckResult(status, name, status == HealthStatus.Unhealthy ? new InvalidOperationException(name) : null, new Dictionary<string, object>(StringComparer.Ordinal) { [name] = name }), tags: [name]);
        }
    }
}
