using HealthPoint.Contract;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace HealthPoint.Logging;

/// <summary>Everything that HealthPoint logs. Invariant: no message holds a caller's input.</summary>
internal static partial class Log
{
    /// <summary>Logs. A logger that throws must not cost an answer, nor, on a timer's thread, the process.</summary>
    public static void Safely(Action log)
    {
        try
        {
            log();
        }
        catch
        {
            // There is nowhere left to report it.
        }
    }

    [LoggerMessage(1, LogLevel.Error, "HealthPoint: the reloaded configuration is refused, the last good settings stay: {Problems}")]
    public static partial void ReloadRefused(this ILogger logger, string problems);

    [LoggerMessage(30, LogLevel.Warning, "HealthPoint: of the refused configuration, {Keys} came into force all the same, since no mistake is in it.")]
    public static partial void CredentialsFollowed(this ILogger logger, string keys);

    [LoggerMessage(31, LogLevel.Warning, "HealthPoint: {Keys} changed, but counts only when the application starts. Restart it.")]
    public static partial void CountsAtStartOnly(this ILogger logger, string keys);

    [LoggerMessage(2, LogLevel.Information, "HealthPoint: {Summary}")]
    public static partial void Started(this ILogger logger, string summary);

    [LoggerMessage(34, LogLevel.Warning, "HealthPoint: HostBypass is set, but the application has no host filter of the framework's where HealthPoint looks for it. A filter elsewhere is still bypassed, but the middleware between sees another host than the caller sent.")]
    public static partial void NoHostFilter(this ILogger logger);

    [LoggerMessage(3, LogLevel.Warning, "HealthPoint: the application has no health checks, so it always reports that it is healthy. Mark a method with [HealthCheck].")]
    public static partial void NoChecks(this ILogger logger);

    [LoggerMessage(32, LogLevel.Debug, "HealthPoint: {Method} is called on {Instance}.")]
    public static partial void CalledOn(this ILogger logger, HealthMemberDescriptor method, object instance);

    [LoggerMessage(33, LogLevel.Warning, "HealthPoint: {Method} is called on {Instance}, which is a hosted service that the host never starts. Let it start the one that is asked: AddSingleton<{Type}>() and AddHostedService(provider => provider.GetRequiredService<{Type}>()).")]
    public static partial void CalledOnIdle(this ILogger logger, HealthMemberDescriptor method, object instance, string type);

    [LoggerMessage(4, LogLevel.Error, "Health check {Check} is {Status}: {Detail}")]
    public static partial void Failing(this ILogger logger, Exception? exception, string check, HealthStatus status, string detail);

    [LoggerMessage(5, LogLevel.Warning, "Health check {Check} is {Status}: {Detail}")]
    public static partial void Degrading(this ILogger logger, Exception? exception, string check, HealthStatus status, string detail);

    [LoggerMessage(6, LogLevel.Information, "Health check {Check} is {Status} again: {Detail}")]
    public static partial void Recovered(this ILogger logger, string check, HealthStatus status, string detail);

    [LoggerMessage(7, LogLevel.Warning, "Health check {Check} ended {Elapsed:0.###} s after it was asked for, past its deadline of {Timeout:0.###} s; what it found then was not used.")]
    public static partial void EndedLate(this ILogger logger, string check, double elapsed, double timeout);

    [LoggerMessage(8, LogLevel.Error, "Health check {Check} failed, and disposing what it used failed as well.")]
    public static partial void DisposeFailed(this ILogger logger, Exception exception, string check);

    [LoggerMessage(9, LogLevel.Warning, "Basic credentials for a health endpoint were refused. Refusals are counted in healthpoint.auth.rejected and logged at most once a minute.")]
    public static partial void CredentialsRefused(this ILogger logger);

    [LoggerMessage(10, LogLevel.Error, "The authorization policy {Policy} failed; the caller of the health endpoint counts as anonymous. This is logged at most once a minute.")]
    public static partial void PolicyFailed(this ILogger logger, Exception exception, string policy);

    [LoggerMessage(23, LogLevel.Warning, "HealthPoint: no check has one of the tags of {Route} ({Tags}), so it always passes. The tags of checks are: {Known}.")]
    public static partial void NoCheckOfTag(this ILogger logger, string route, string tags, string known);

    [LoggerMessage(40, LogLevel.Information, "HealthPoint: draining: readiness fails, serving for {Seconds:0.###} s more.")]
    public static partial void Draining(this ILogger logger, double seconds);

    [LoggerMessage(11, LogLevel.Warning, "Health check {Check} threw when it was cancelled because the application stops.")]
    public static partial void CancellationFailed(this ILogger logger, Exception exception, string check);

    [LoggerMessage(20, LogLevel.Warning, "HealthPoint: the version file {File} is not served: {Reason}. This is logged at most once a minute.")]
    public static partial void VersionFileUnfit(this ILogger logger, Exception? exception, string file, string reason);

    [LoggerMessage(21, LogLevel.Error, "HealthPoint: the IHealthVersionProvider failed. This is logged at most once a minute.")]
    public static partial void VersionProviderFailed(this ILogger logger, Exception exception);

    [LoggerMessage(22, LogLevel.Warning, "A redirection of a health probe to a host that is not allowed was withheld, and answered with 400. Keep it away from probes: app.UseWhen(context => !context.IsHealthProbe(), branch => branch.UseHttpsRedirection()). This is logged at most once a minute.")]
    public static partial void RedirectWithheld(this ILogger logger);

    [LoggerMessage(12, LogLevel.Error, "The observer {Observer} threw; it is called again the next time. This is logged at most once a minute.")]
    public static partial void ObserverFailed(this ILogger logger, Exception exception, Type observer);

    [LoggerMessage(13, LogLevel.Error, "The observers of health checks cannot be made, so nobody is told anything. This is logged at most once a minute.")]
    public static partial void NoObservers(this ILogger logger, Exception exception);

    [LoggerMessage(14, LogLevel.Error, "HealthPoint: an exception on {Place} was caught; the thread goes on. All are counted in healthpoint.thread.faults, and logged at most once a minute.")]
    public static partial void ThreadFault(this ILogger logger, Exception exception, string place);

    [LoggerMessage(15, LogLevel.Information, "HealthPoint: the application has a TimeProvider of its own ({Type}), so its timers watch the deadlines of checks, and not HealthPoint's thread. Where they need the thread pool and that is blocked, deadlines pass late.")]
    public static partial void ForeignTime(this ILogger logger, Type type);
}
