namespace HealthPoint;

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
    private const int Unproven = 0, Proven = 1, RunsAfterStall = -1000;

    private static readonly TimeSpan Prompt = TimeSpan.FromMilliseconds(5);

    private int _state;

    public bool IsProven => Volatile.Read(ref _state) == Proven;

    /// <summary>The check kept a shared thread.</summary>
    public void Stalled() => Volatile.Write(ref _state, RunsAfterStall);

    /// <summary>Measures how long a thread of the check's own is kept, until the measurement is disposed.</summary>
    public Measurement Measure() => new(this, TimeProvider.System.GetTimestamp());

    private void Add(bool prompt)
    {
        var state = Volatile.Read(ref _state);
        Volatile.Write(ref _state, state < Unproven ? (prompt ? state + 1 : RunsAfterStall) : prompt ? Proven : Unproven);
    }

    public readonly struct Measurement(Promptness promptness, long started) : IDisposable
    {
        public void Dispose() => promptness.Add(TimeProvider.System.GetElapsedTime(started) < Prompt);
    }
}
