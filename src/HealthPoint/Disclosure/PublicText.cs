using HealthPoint.Reports;
using HealthPoint.Secrets;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Disclosure;

/// <summary>What all callers may read about a check that fails.</summary>
internal static class PublicText
{
    /// <summary>The text for a check that has chosen no words for the public.</summary>
    public const string Default = "check failed";

    /// <summary>A text for each check that fails the report, in the order of the report. Secrets are masked, and the length is limited.</summary>
    public static IEnumerable<string> OfFailing(CheckReport report, int maxLength) => report.Entries
        .Where(static entry => entry.Outcome.Status == HealthStatus.Unhealthy && !entry.Settings.Silenced)
        .Select(entry => Of(entry.Outcome, maxLength));

    private static string Of(CheckOutcome outcome, int maxLength)
    {
        try
        {
            return outcome.Exception is HealthCheckFailedException { Message: { Length: > 0 } message }
                ? HealthDetailsEntry.Cut(SecretMask.Apply(message), maxLength)
                : Default;
        }
        catch
        {
            // Message is virtual, so even asking for it may throw.
            return Default;
        }
    }
}
