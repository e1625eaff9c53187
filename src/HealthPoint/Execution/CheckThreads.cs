namespace HealthPoint;

/// <summary>
/// Background threads on which checks begin. A check may block its thread for ever, so it never gets one of the thread
/// pool's, which the application needs to answer requests. A thread that comes back is used again, and ends when there
/// has been nothing to do for a while.
/// </summary>
internal sealed class CheckThreads : IDisposable
{
    private static readonly TimeSpan IdleBeforeEnd = TimeSpan.FromSeconds(20);

    /// <summary>Bytes; enough for any driver, and less than the system gives a thread unasked.</summary>
    private const int StackSize = 1024 * 1024;

    private readonly Stack<Worker> _idle = new();
    private bool _disposed;

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

    /// <summary>Ends the threads that rest, and lets the others end when they come back.</summary>
    public void Dispose()
    {
        lock (_idle)
        {
            _disposed = true;
            while (_idle.TryPop(out var worker))
            {
                worker.End();
            }
        }
    }

    private bool TryRest(Worker worker)
    {
        lock (_idle)
        {
            if (!_disposed)
            {
                _idle.Push(worker);
            }

            return !_disposed;
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

        public void End()
        {
            lock (_gate)
            {
                _ended = true;
                Monitor.Pulse(_gate);
            }
        }

        private void Loop()
        {
            var clean = ExecutionContext.Capture()!;
            while (TryWork(clean) && threads.TryRest(this))
            {
            }
        }

        // A method of its own, so that a thread that rests holds nothing of its last work.
        private bool TryWork(ExecutionContext clean)
        {
            var work = Next();
            if (work is not null)
            {
                // Whatever the check changes in its context (culture, async locals) ends with its run.
                ExecutionContext.Run(clean, static work => ((Action)work!)(), work);
            }

            return work is not null;
        }

        private Action? Next()
        {
            lock (_gate)
            {
                while (_work is null)
                {
                    if (_ended || (!Monitor.Wait(_gate, IdleBeforeEnd) && _work is null))
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
