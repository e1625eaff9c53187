namespace HealthPoint.Configuration;

/// <summary>The HTTP statuses that a report may have.</summary>
internal static class ReportStatus
{
    /// <summary>Whether a report may have the status. Answers with 204, 205 or 304 have no body, but a report has one.</summary>
    public static bool IsValid(int status, int least) => status >= least && status <= 599 && status is not (204 or 205 or 304);

    /// <summary>What a status must be, for messages.</summary>
    public static string Expected(int least) =>
        $"an HTTP status from {least} to 599{(least < 400 ? " that has a body (not 204, 205 or 304)" : "")}";
}
