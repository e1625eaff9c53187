namespace HealthPoint.Threading;

/// <summary>
/// Background threads on which checks begin. A check may block its thread for ever, so it never gets a thread of the pool,
/// which the application needs to answer requests. A thread that finishes its work is used again. It ends when it has had
/// nothing to do for a while.
/// </summary>
/// <remarks>
/// The system may take long to start a thread, and the starting thread waits for that. So one thread does nothing but start
/// others: a caller that asks for a thread does not wait, and neither does the thread that watches deadlines.
/// </remarks>
internal sealed class CheckThreads : IDisposable
{
    private static readonly TimeSpan IdleBeforeEnd = TimeSpan.FromSeconds(20);

    /// <summary>In bytes. Enough for any driver, and less than the system's default.</summary>
    private const int StackSize = 1024 * 1024;

    private readonly Faults _faults;
    private readonly object _gate = new();
    private readonly Stack<Worker> _idle = new();
    private readonly Queue<(Action Work, Action Refused)> _waiting = new();
    private int _coming;
    private bool _disposed;

    public CheckThreads(Faults faults)
    {
        _faults = faults;
        Launch.OnOwnThread("HealthPoint threads", StartWorkers, StackSize);
    }

    /// <summary>Begins <paramref name="work"/> on a thread of its own, in a clean execution context. What it throws is a fault.</summary>
    /// <param name="work">The work, which may block for ever.</param>
    /// <param name="refused">Is called instead, at any time, where the system grants no further thread. It must neither throw nor block.</param>
    public void Begin(Action work, Action refused)
    {
        lock (_gate)
        {
            if (TryBeginOnIdle(work))
            {
                return;
            }

            if (!_disposed)
            {
                _waiting.Enqueue((work, refused));
                Monitor.Pulse(_gate);
                return;
            }
        }

        // After Dispose the thread of StartWorkers ends. But the application may still need this work in order to end.
        if (!new Worker(this) { First = work }.TryStart())
        {
            refused();
        }
    }

    /// <summary>As <see cref="Begin"/>, but only if a thread is idle.</summary>
    public bool TryBeginOnIdle(Action work)
    {
        lock (_gate)
        {
            // A worker that ended while it was idle is skipped.
            Worker? worker;
            while (_idle.TryPop(out worker) && !worker.TryAssign(work))
            {
            }

            return worker is not null;
        }
    }

    /// <summary>Ends the idle threads; the others end when they finish their work.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            while (_idle.TryPop(out var worker))
            {
                worker.End();
            }

            Monitor.Pulse(_gate);
        }
    }

    // A new thread takes the first waiting work when it comes, unless a thread that finished its work took that meanwhile.
    private void StartWorkers()
    {
        while (IsAnotherNeeded())
        {
            try
            {
                if (!new Worker(this).TryStart() && Refuse() is { } refused)
                {
                    refused();
                }
            }
            catch (Exception exception)
            {
                _faults.Add(exception, "the thread that starts others");
            }
        }
    }

    private bool IsAnotherNeeded()
    {
        lock (_gate)
        {
            while (_waiting.Count <= _coming && !_disposed)
            {
                Monitor.Wait(_gate);
            }

            if (_waiting.Count <= _coming)
            {
                return false;
            }

            _coming++;
            return true;
        }
    }

    private Action? Refuse()
    {
        lock (_gate)
        {
            _coming--;
            return _waiting.TryDequeue(out var waiting) ? waiting.Refused : null;
        }
    }

    private bool TryRest(Worker worker, bool comes)
    {
        lock (_gate)
        {
            _coming -= comes ? 1 : 0;
            if (_waiting.TryDequeue(out var waiting))
            {
                return worker.TryAssign(waiting.Work);
            }

            if (!_disposed)
            {
                _idle.Push(worker);
            }

            return !_disposed;
        }
    }

    private sealed class Worker(CheckThreads threads)
    {
        private readonly object _gate = new();
        private Action? _work;
        private bool _ended;

        /// <summary>The work to begin with. Without it the worker takes the first waiting work.</summary>
        public Action? First
        {
            init => _work = value;
        }

        public bool TryStart()
        {
            try
            {
                Launch.OnOwnThread("HealthPoint check", Loop, StackSize);
                return true;
            }
            catch (Exception exception) when (exception is OutOfMemoryException or ThreadStartException)
            {
                // The limit of the process or of its container is reached, which .NET reports as a lack of memory.
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
            for (var stays = _work is not null || threads.TryRest(this, comes: true); stays && TryWork(clean); stays = threads.TryRest(this, comes: false))
            {
            }
        }

        // A method of its own, so that an idle thread holds no reference to its last work.
        private bool TryWork(ExecutionContext clean)
        {
            var work = Next();
            if (work is not null)
            {
                // Whatever the check changes in its context (culture, async locals) is dropped at the end of its run.
                try
                {
                    ExecutionContext.Run(clean, static work => ((Action)work!)(), work);
                }
                catch (Exception exception)
                {
                    threads._faults.Add(exception, "a thread of checks");
                }
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
