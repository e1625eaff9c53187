namespace HealthPoint;

/// <summary>
/// Background threads on which checks begin. A check may block its thread for ever, so it never gets one of the thread
/// pool's, which the application needs to answer requests. A thread that comes back is used again, and ends when there
/// has been nothing to do for a while.
/// </summary>
internal sealed class CheckThreads
{
    private static readonly TimeSpan IdleBeforeEnd = TimeSpan.FromSeconds(20);

    /// <summary>Bytes; enough for any driver, and less than the system gives a thread unasked.</summary>
    private const int StackSize = 1024 * 1024;

    private readonly Stack<Worker> _idle = new();

    /// <summary>Begins <paramref name="work"/> on a thread of its own, in a clean execution context. It must not throw.</summary>
    /// <returns><see langword="false"/> where the system grants no further thread.</returns>
    public bool TryBegin(Action work)
    {
        Worker? worker;
        lock (_idle)
        {
            // A worker that ended while it was idle is skipped.
            while (_idle.TryPop(out worker) && !worker.TryAssign(work))
            {
            }
        }

        return worker is not null || new Worker(this, work).TryStart();
    }

    private void Rest(Worker worker)
    {
        lock (_idle)
        {
            _idle.Push(worker);
        }
    }

    private sealed class Worker(CheckThreads threads, Action first)
    {
        private readonly object _gate = new();
        private Action? _work = first;
        private bool _ended;

        public bool TryStart()
        {
            try
            {
                // Unsafe: the caller's execution context stays with the caller.
                new Thread(Loop, StackSize) { IsBackground = true, Name = "HealthPoint check" }.UnsafeStart();
                return true;
            }
            catch (Exception exception) when (exception is OutOfMemoryException or ThreadStartException)
            {
                // The limit of the process or of its container, which .NET calls a lack of memory.
                return false;
            }
        }

        public bool TryAssign(Action work)
        {
            lock (_gate)
            {
                if (_ended)
                {
                    return false;
                }

                _work = work;
                Monitor.Pulse(_gate);
                return true;
            }
        }

        private void Loop()
        {
            var clean = ExecutionContext.Capture()!;
            while (Next() is { } work)
            {
                // Whatever the check changes in its context (culture, async locals) ends with its run.
                ExecutionContext.Run(clean, static work => ((Action)work!)(), work);
                threads.Rest(this);
            }
        }

        private Action? Next()
        {
            lock (_gate)
            {
                while (_work is null)
                {
                    if (!Monitor.Wait(_gate, IdleBeforeEnd) && _work is null)
                    {
                        _ended = true;
                        return null;
                    }
                }

                var work = _work;
                _work = null;
                return work;
            }
        }
    }
}
