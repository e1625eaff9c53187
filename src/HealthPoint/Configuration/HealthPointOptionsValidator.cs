using System.Buffers;
using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace HealthPoint.Configuration;

/// <summary>
/// Refuses values out of their range, and keys of the configuration that could not be read. Invariant: every message begins with
/// the configuration key.
/// </summary>
internal sealed class HealthPointOptionsValidator : IValidateOptions<HealthPointOptions>
{
    // The characters of a token: RFC 9110, 5.6.2.
    private static readonly SearchValues<char> HeaderNameCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    public ValidateOptionsResult Validate(string? name, HealthPointOptions options)
    {
        var problems = new Problems();
        problems.All.AddRange(options.Mistakes);
        Credentials(problems, "BasicAuth", options.BasicAuth.Username, options.BasicAuth.Password, required: false);
        for (var i = 0; i < options.BasicAuth.Users.Count; i++)
        {
            Credentials(problems, $"BasicAuth:Users:{i}", options.BasicAuth.Users[i].Username, options.BasicAuth.Users[i].Password, required: true);
        }

        problems.Require(!options.StaffRoles.Any(string.IsNullOrWhiteSpace), "StaffRoles", $"must not hold an empty role");
        problems.Require(options.StaffPolicy is null || !string.IsNullOrWhiteSpace(options.StaffPolicy), "StaffPolicy", $"must name an authorization policy");
        StatusCode(problems, "FailureStatusCode", options.FailureStatusCode, 400);
        StatusCode(problems, "DegradedStatusCode", options.DegradedStatusCode, 200);
        StatusCode(problems, "Alive:FailureStatusCode", options.Alive.FailureStatusCode, 400);
        StatusCode(problems, "Dockerflow:FailureStatusCode", options.Dockerflow.FailureStatusCode, 400);
        Deadline(problems, "DefaultTimeout", options.DefaultTimeout);
        Freshness(problems, "CacheDuration", options.CacheDuration);
        problems.Require(options.MaxConcurrency >= 1, "MaxConcurrency", $"must be at least 1, but is {options.MaxConcurrency}");
        problems.Require(options.DetailMaxLength >= 1, "DetailMaxLength", $"must be at least 1, but is {options.DetailMaxLength}");
        HostBypass(problems, options.HostBypass);
        AtMostAnHour(problems, "Drain:ReadinessDelay", options.Drain.ReadinessDelay);
        AtMostAnHour(problems, "Drain:Period", options.Drain.Period);
        problems.Require(!string.IsNullOrWhiteSpace(options.VersionFile), "VersionFile", $"must name a file");
        foreach (var (check, settings) in options.Checks)
        {
            Check(problems, $"Checks:{check}", settings);
        }

        return problems.All.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems.All);
    }

    /// <summary>Refuses settings of a check that are out of their range, whatever their source.</summary>
    public static IReadOnlyList<string> Validate(string name, CheckOptions check)
    {
        var problems = new Problems();
        Check(problems, $"Checks:{name}", check);
        return problems.All;
    }

    private static void Check(Problems problems, string key, CheckOptions check)
    {
        if (check.Timeout is { } timeout)
        {
            Deadline(problems, $"{key}:Timeout", timeout);
        }

        if (check.CacheDuration is { } freshness)
        {
            Freshness(problems, $"{key}:CacheDuration", freshness);
        }

        if (check.RefreshPeriod is { } period)
        {
            problems.Require(period > TimeSpan.Zero, $"{key}:RefreshPeriod", $"must be more than zero, but is {period}");

            // With a shorter period the loop of background runs would do little but wake up.
            problems.Require(period <= TimeSpan.Zero || period >= HealthPointOptions.ShortestPeriod, $"{key}:RefreshPeriod", $"must be at least 10 ms, but is {period}");
            AtMostAYear(problems, $"{key}:RefreshPeriod", period);
        }

        if (check.FailureThreshold is { } threshold)
        {
            problems.Require(threshold >= 1, $"{key}:FailureThreshold", $"must be at least 1, but is {threshold}");
        }

        if (check.FailureStatus is not (null or HealthStatus.Unhealthy or HealthStatus.Degraded))
        {
            problems.Require(condition: false, $"{key}:FailureStatus", $"must be Unhealthy or Degraded, but is {check.FailureStatus}");
        }

        foreach (var tag in check.Tags ?? [])
        {
            if (Tag.Problem(tag) is { } problem)
            {
                problems.Require(condition: false, $"{key}:Tags", $"{problem}");
            }
        }
    }

    private static void HostBypass(Problems problems, HostBypassOptions bypass)
    {
        problems.Require(
            bypass.HeaderName is { Length: > 0 } && !bypass.HeaderName.AsSpan().ContainsAnyExcept(HeaderNameCharacters),
            "HostBypass:HeaderName",
            $"must name a request header");
        for (var i = 0; i < bypass.HeaderValues.Count; i++)
        {
            var secret = bypass.HeaderValues[i];
            problems.Require(!string.IsNullOrWhiteSpace(secret), $"HostBypass:HeaderValues:{i}", $"is empty, but must be a secret; to switch the bypass off, leave it out");
            problems.Require(
                string.IsNullOrWhiteSpace(secret) || (string.Equals(secret, secret.Trim(), StringComparison.Ordinal) && !secret.Any(char.IsControl)),
                $"HostBypass:HeaderValues:{i}",
                $"must neither begin nor end with white space nor hold control characters, since no header could match it");
        }
    }

    private static void Credentials(Problems problems, string key, string? username, string? password, bool required)
    {
        if (username is null && password is null && !required)
        {
            return;
        }

        problems.Require(!string.IsNullOrEmpty(username), $"{key}:Username", $"is missing, but {HealthPointOptions.SectionName}:{key}:Password is set");
        problems.Require(!string.IsNullOrEmpty(password), $"{key}:Password", $"is missing, but {HealthPointOptions.SectionName}:{key}:Username is set");
        problems.Require(
            username?.Contains(':', StringComparison.Ordinal) is not true,
            $"{key}:Username",
            $"must not contain ':', which separates it from the password (RFC 7617)");
        problems.Require(
            username?.Any(char.IsControl) is not true && password?.Any(char.IsControl) is not true,
            key,
            $"must not contain control characters (RFC 7617)");
    }

    private static void StatusCode(Problems problems, string key, int value, int least) =>
        problems.Require(ReportStatus.IsValid(value, least), key, $"must be {ReportStatus.Expected(least)}, but is {value}");

    private static void Deadline(Problems problems, string key, TimeSpan value) =>
        problems.Require(value > TimeSpan.Zero && value <= HealthPointOptions.LongestTimeout, key, $"must be more than zero and at most an hour, but is {value}");

    private static void Freshness(Problems problems, string key, TimeSpan value)
    {
        NotNegative(problems, key, value);
        AtMostAYear(problems, key, value);
    }

    private static void AtMostAnHour(Problems problems, string key, TimeSpan value)
    {
        NotNegative(problems, key, value);
        problems.Require(value <= HealthPointOptions.LongestDrain, key, $"must be at most an hour, but is {value}");
    }

    private static void AtMostAYear(Problems problems, string key, TimeSpan value) =>
        problems.Require(value <= HealthPointOptions.LongestPeriod, key, $"must be at most a year, but is {value}");

    private static void NotNegative(Problems problems, string key, TimeSpan value) =>
        problems.Require(value >= TimeSpan.Zero, key, $"must not be negative, but is {value}");

    private sealed class Problems
    {
        public List<string> All { get; } = [];

        public void Require(bool condition, string key, FormattableString otherwise)
        {
            if (!condition)
            {
                All.Add($"{HealthPointOptions.SectionName}:{key} {otherwise.ToString(CultureInfo.InvariantCulture)}.");
            }
        }
    }
}
