namespace HealthPoint.Execution;

/// <summary>
/// Whether a check has proven that it gives its thread back at once, so that it may run on a shared thread. A check that once
/// blocked a shared thread has to be prompt a thousand times before it counts as proven again.
/// </summary>
/// <remarks>
/// A thread that the system did not let run looks like a thread that a check blocks. So a single judgement may be wrong, and
/// must not hold for ever. Real time is measured here, whatever clock the deadlines have.
/// </remarks>
internal sealed class Promptness
{
    private const int New = 0, Proven = 1, Slow = -1, RunsAfterStall = -1000;

    private static readonly TimeSpan Prompt = TimeSpan.FromMilliseconds(5);

    private int _state;

    /// <summary>Whether no run has been measured yet.</summary>
    public bool IsNew => Volatile.Read(ref _state) == New;

    public bool IsProven => Volatile.Read(ref _state) == Proven;

    /// <summary>Notes that the check blocked a shared thread.</summary>
    public void Stalled() => Volatile.Write(ref _state, RunsAfterStall);

    /// <summary>Measures how long the check keeps its thread, until the measurement is disposed.</summary>
    public Measurement Measure() => new(this, TimeProvider.System.GetTimestamp());

    private void Add(bool prompt)
    {
        var state = Volatile.Read(ref _state);
        Volatile.Write(ref _state, state < Slow ? (prompt ? state + 1 : RunsAfterStall) : prompt ? Proven : Slow);
    }

    public readonly struct Measurement(Promptness promptness, long started) : IDisposable
    {
        public void Dispose() => promptness.Add(TimeProvider.System.GetElapsedTime(started) < Prompt);
    }
}
