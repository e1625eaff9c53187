using HealthPoint.Threading;

namespace HealthPoint.Execution;

/// <summary>
/// Lets at most <paramref name="places"/> runs execute at once, in the order in which they came. Each begins on one of
/// HealthPoint's own threads, which its check may block. A thread that a run gives back goes on with the next run.
/// </summary>
/// <remarks>Invariant: a run has its place from the moment it begins until it ends or its deadline passes, whichever is first.</remarks>
internal sealed class RunQueue(int places, CheckThreads threads, Faults faults)
{
    // This list is also the lock of itself and of _free.
    private readonly LinkedList<CheckRun> _waiting = new();
    private int _free = places;

    /// <summary>How many runs wait for a place.</summary>
    public int WaitingCount
    {
        get
        {
            lock (_waiting)
            {
                return _waiting.Count;
            }
        }
    }

    /// <summary>How many places are free.</summary>
    public int FreeCount
    {
        get
        {
            lock (_waiting)
            {
                return _free;
            }
        }
    }

    /// <summary>Begins a run on a thread of its own, now or as soon as a place is free.</summary>
    public void Enter(CheckRun run)
    {
        // Decided under the lock: once it is released, another thread may have taken the run out of those that wait.
        bool waits;
        lock (_waiting)
        {
            waits = _free == 0;
            if (waits)
            {
                run.Waiting = _waiting.AddLast(run);
            }
            else
            {
                _free--;
            }
        }

        if (!waits)
        {
            Begin(run);
        }
        else if (run.Outcome.IsCompleted)
        {
            // The deadline passed before the run was in the list, so PassDeadline could not remove it.
            Remove(run);
        }
    }

    /// <summary>Removes a run that will not be started any more from the waiting runs, if it is among them.</summary>
    public void Remove(CheckRun run)
    {
        lock (_waiting)
        {
            if (run.Waiting is { } place)
            {
                run.Waiting = null;
                _waiting.Remove(place);
            }
        }
    }

    /// <summary>Takes a place for work that begins at once on the caller's thread; <see langword="false"/> when no place is free.</summary>
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

    private void Begin(CheckRun run) => threads.Begin(() => Work(run), refused: () =>
    {
        if (run.State.CannotBegin(run))
        {
            Leave();
        }
    });

    private void Work(CheckRun first)
    {
        for (var run = first; run is not null;)
        {
            var ended = EndAsync(run);
            if (!ended.IsCompletedSuccessfully)
            {
                _ = LeaveAfterAsync(ended);
                return;
            }

            run = ended.GetAwaiter().GetResult() ? Next() : null;
        }
    }

    private async Task LeaveAfterAsync(ValueTask<bool> ended)
    {
        if (await ended.ConfigureAwait(false))
        {
            Leave();
        }
    }

    /// <summary>Executes a run to its end.</summary>
    /// <returns>Whether the caller must give the run's place back. Never faults, or the place would be lost.</returns>
    private async ValueTask<bool> EndAsync(CheckRun run)
    {
        try
        {
            return await run.State.ExecuteAsync(run).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            faults.Add(exception, "a thread of checks");
            return true;
        }
    }

    /// <summary>The waiting run that gets the place that is free now, or <see langword="null"/> when no run waits and the place stays free.</summary>
    private CheckRun? Next()
    {
        lock (_waiting)
        {
            if (_waiting.First?.Value is not { } next)
            {
                _free++;
                return null;
            }

            _waiting.RemoveFirst();
            next.Waiting = null;
            return next;
        }
    }
}
