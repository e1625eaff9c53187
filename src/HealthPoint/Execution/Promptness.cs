namespace HealthPoint.Execution;

/// <summary>
/// Whether a check has proven that it gives its thread back at once, so that it may run on one that it shares. One that
/// once kept it has to prove it a thousand times.
/// </summary>
/// <remarks>
/// A thread that the system did not let run looks like one that blocks, so the judgement of a moment may be wrong, and
/// must not be for ever. Real time is the subject here, whatever clock deadlines have.
/// </remarks>
internal sealed class Promptness
{
    private const int New = 0, Proven = 1, Slow = -1, RunsAfterStall = -1000;

    private static readonly TimeSpan Prompt = TimeSpan.FromMilliseconds(5);

    private int _state;

    /// <summary>Whether nothing is known yet.</summary>
    public bool IsNew => Volatile.Read(ref _state) == New;

    public bool IsProven => Volatile.Read(ref _state) == Proven;

    /// <summary>The check kept a shared thread.</summary>
    public void Stalled() => Volatile.Write(ref _state, RunsAfterStall);

    /// <summary>Measures how long a thread is kept, until the measurement is disposed.</summary>
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
