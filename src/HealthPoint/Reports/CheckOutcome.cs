using System.Collections.ObjectModel;
using System.Globalization;
using HealthPoint.Secrets;
using HealthPoint.Settings;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Reports;

/// <summary>What one run of a check came to. Immutable.</summary>
internal sealed record CheckOutcome(HealthStatus Status, string? Detail, Exception? Exception, IReadOnlyDictionary<string, object> Data, TimeSpan Duration)
{
    private static readonly ReadOnlyDictionary<string, object> NoData = new(new Dictionary<string, object>(StringComparer.Ordinal));

    /// <summary>The check that is down, so that this one was skipped; <see langword="null"/> where it was not skipped.</summary>
    public string? SkippedFor { get; private init; }

    /// <summary>What the check answered.</summary>
    public static CheckOutcome Of(HealthCheckResult result, CheckSettings settings, TimeSpan duration)
    {
        if (!Enum.IsDefined(result.Status))
        {
            return Failed($"the check returned {(int)result.Status}, which is no health status", settings, duration);
        }

        // A failure status of Degraded covers every way in which a check fails, so also a check that returns Unhealthy itself.
        var status = result.Status == HealthStatus.Unhealthy && settings.FailureStatus == HealthStatus.Degraded ? HealthStatus.Degraded : result.Status;

        // The description of a failure is often an exception's own message, even where the check does not return that exception.
        var detail = status == HealthStatus.Healthy && result.Exception is null ? result.Description
            : result.Description is { } description ? SecretMask.Apply(description)
            : result.Exception is { } exception ? Message(exception)
            : null;
        return new CheckOutcome(status, detail, result.Exception, result.Data ?? NoData, duration);
    }

    /// <summary>The check threw. Its message is kept with secrets masked, since it goes to viewers and publishers.</summary>
    public static CheckOutcome Threw(Exception exception, CheckSettings settings, TimeSpan duration) =>
        new(settings.FailureStatus, Message(exception), exception, NoData, duration);

    /// <summary>The check did not come to an answer of its own.</summary>
    public static CheckOutcome Failed(string detail, CheckSettings settings, TimeSpan duration) =>
        new(settings.FailureStatus, detail, Exception: null, NoData, duration);

    /// <summary>The deadline passed before the check got its turn.</summary>
    public static CheckOutcome NotStarted(CheckSettings settings, string reason = "") =>
        Failed($"not started within {Seconds(settings.Timeout)}{reason}", settings, TimeSpan.Zero);

    /// <summary>The deadline passed while the check ran.</summary>
    public static CheckOutcome TimedOut(CheckSettings settings, TimeSpan duration) =>
        Failed($"timed out after {Seconds(settings.Timeout)}", settings, duration);

    /// <summary>The deadline has passed, and the check still runs.</summary>
    public static CheckOutcome StillRunning(TimeSpan timeout, TimeSpan sinceAsked, TimeSpan sinceStarted, CheckSettings settings) =>
        Failed($"timed out after {Seconds(timeout)} (still running, {WholeSeconds(sinceAsked)})", settings, sinceStarted);

    /// <summary>The check should have run in the background since its last run, and has not.</summary>
    public static CheckOutcome Stale(TimeSpan age, CheckSettings settings) =>
        Failed($"stale: the last run ended {WholeSeconds(age)} ago", settings, TimeSpan.Zero);

    /// <summary>The check was not run, because a check that it depends on is down.</summary>
    public static CheckOutcome Skipped(string rootCause, CheckSettings settings) =>
        Failed($"skipped: depends on {rootCause}", settings, TimeSpan.Zero) with { SkippedFor = rootCause };

    /// <summary>A time span for a detail: <c>2 s</c>, <c>0.5 s</c>.</summary>
    public static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture) + " s";

    /// <summary>The message of an exception, as viewers may read it.</summary>
    public static string Message(Exception exception)
    {
        try
        {
            return SecretMask.Apply(exception switch
            {
                HealthCheckFailedException { InnerException: { } cause } failed => $"{failed.Message}: {cause.Message}",
                _ => exception.Message,
            });
        }
        catch (Exception broken)
        {
            // Message is virtual, so even asking for it may throw.
            return $"{exception.GetType()}, whose message threw {broken.GetType()}";
        }
    }

    private static string WholeSeconds(TimeSpan time) => Seconds(TimeSpan.FromSeconds(Math.Floor(time.TotalSeconds)));
}
