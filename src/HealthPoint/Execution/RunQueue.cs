namespace HealthPoint;

/// <summary>Lets at most so many runs run at once, first come, first served.</summary>
internal sealed class RunQueue(int places, Action<CheckRun> begin)
{
    private readonly Queue<CheckRun> _waiting = new();
    private int _free = places;

    /// <summary>Begins a run now, or as soon as a place is free.</summary>
    public void Enter(CheckRun run)
    {
        lock (_waiting)
        {
            if (_free == 0)
            {
                _waiting.Enqueue(run);
                return;
            }

            _free--;
        }

        begin(run);
    }

    /// <summary>Gives a place back; the next waiting run gets it.</summary>
    public void Leave()
    {
        CheckRun? next;
        lock (_waiting)
        {
            // Those whose deadline passed while they waited have been answered already.
            while (_waiting.TryDequeue(out next) && !next.IsWaiting)
            {
            }

            if (next is null)
            {
                _free++;
                return;
            }
        }

        begin(next);
    }
}
