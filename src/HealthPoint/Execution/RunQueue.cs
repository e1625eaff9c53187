namespace HealthPoint;

/// <summary>Lets at most so many runs run at once, first come, first served.</summary>
internal sealed class RunQueue(int places, CheckThreads threads)
{
    private readonly Queue<CheckRun> _waiting = new();
    private int _free = places;

    /// <summary>Begins a run on a thread of its own, now or as soon as a place is free.</summary>
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

        Begin(run);
    }

    /// <summary>Takes a place for what begins at once, on the caller's thread; <see langword="false"/> when none is free.</summary>
    public bool TryEnter()
    {
        lock (_waiting)
        {
            if (_free == 0)
            {
                return false;
            }

            _free--;
            return true;
        }
    }

    /// <summary>Gives a place back; the next waiting run gets it.</summary>
    public void Leave()
    {
        if (Next() is { } next)
        {
            Begin(next);
        }
    }

    /// <summary>Begins a run that has its place on a thread of its own.</summary>
    public void Begin(CheckRun run) => threads.Begin(() => run.Probe.ExecuteMeasured(run), refused: () =>
    {
        if (run.Probe.CannotBegin(run))
        {
            Leave();
        }
    });

    /// <summary>The run that gets the place that is free now, or <see langword="null"/> when it stays free.</summary>
    private CheckRun? Next()
    {
        lock (_waiting)
        {
            // Those whose deadline passed while they waited have been answered already.
            CheckRun? next;
            while (_waiting.TryDequeue(out next) && !next.IsWaiting)
            {
            }

            _free += next is null ? 1 : 0;
            return next;
        }
    }
}
