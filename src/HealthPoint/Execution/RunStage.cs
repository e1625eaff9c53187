namespace HealthPoint.Execution;

/// <summary>How far a run has come.</summary>
internal enum RunStage
{
    /// <summary>It waits for a place.</summary>
    Waiting,

    /// <summary>It runs, and its deadline has not passed.</summary>
    Running,

    /// <summary>It runs, and its deadline has passed: all askers were answered.</summary>
    Overdue,

    /// <summary>It has ended, or will not be started any more.</summary>
    Ended,
}
