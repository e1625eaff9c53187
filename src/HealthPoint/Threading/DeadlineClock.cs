namespace HealthPoint.Threading;

/// <summary>
/// The system's clock, with timers that fire on one thread of their own. The pool's timers need a thread of the pool to fire.
/// Where checks or the application have blocked all threads of the pool, deadlines on such timers would pass unnoticed.
/// </summary>
/// <remarks>
/// For each deadline that fires, thousands are armed and disarmed, and they have few different lengths. So timers of the same
/// length wait in one chain, which is ordered by due time without any sorting. Arming or disarming costs a lock and two
/// references. Callbacks must not block. Periodic timers are not supported.
/// </remarks>
internal sealed class DeadlineClock : TimeProvider, IDisposable
{
    /// <summary>Empty chains are dropped while there are more chains than this.</summary>
    private const int ChainsKept = 32;

    private readonly Faults _faults;
    private readonly object _gate = new();
    private readonly Dictionary<TimeSpan, Deadline> _chains = [];
    private long _wakesAt = long.MaxValue;
    private bool _disposed;

    public DeadlineClock(Faults faults)
    {
        _faults = faults;
        Launch.OnOwnThread("HealthPoint deadlines", Watch);
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Deadline(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            Monitor.Pulse(_gate);
        }
    }

    private void Watch()
    {
        while (Next() is { } due)
        {
            try
            {
                due.Fire();
            }
            catch (Exception exception)
            {
                _faults.Add(exception, "the thread of the deadlines");
            }
        }
    }

    /// <summary>Waits for the next deadline to pass; <see langword="null"/> when the clock was disposed.</summary>
    private Deadline? Next()
    {
        lock (_gate)
        {
            while (!_disposed)
            {
                var now = GetTimestamp();
                Deadline? first = null;
                foreach (var (length, chain) in _chains)
                {
                    if (chain.Next != chain)
                    {
                        first = first is null || chain.Next.Due < first.Due ? chain.Next : first;
                    }
                    else if (_chains.Count > ChainsKept)
                    {
                        _chains.Remove(length);
                    }
                }

                if (first?.Due <= now)
                {
                    first.Unlink();
                    return first;
                }

                _wakesAt = first?.Due ?? long.MaxValue;

                // Rounded up to the next whole millisecond: a wait that ends a moment early would be followed by a wait of zero.
                Monitor.Wait(_gate, first is null ? Timeout.Infinite : (int)Math.Min(int.MaxValue, Math.Ceiling(GetElapsedTime(now, first.Due).TotalMilliseconds)));
                _wakesAt = long.MinValue;
            }

            return null;
        }
    }

    /// <summary>One timer, which is a link in the chain of timers of the same length. The head of a chain is no timer.</summary>
    private sealed class Deadline : ITimer
    {
        private readonly DeadlineClock _clock;
        private readonly TimerCallback? _callback;
        private readonly object? _state;
        private Deadline _previous;
        private bool _disposed;

        public Deadline(DeadlineClock clock, TimerCallback? callback = null, object? state = null)
        {
            (_clock, _callback, _state) = (clock, callback, state);
            Next = _previous = this;
        }

        public Deadline Next { get; private set; }

        public long Due { get; private set; }

        public void Fire() => _callback!(_state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (_clock._gate)
            {
                Unlink();
                if (dueTime == Timeout.InfiniteTimeSpan || _disposed || _clock._disposed)
                {
                    return !_disposed;
                }

                if (!_clock._chains.TryGetValue(dueTime, out var head))
                {
                    head = _clock._chains[dueTime] = new Deadline(_clock);
                }

                Due = _clock.GetTimestamp() + (long)(dueTime.TotalSeconds * _clock.TimestampFrequency);
                (_previous, Next) = (head._previous, head);
                _previous.Next = Next._previous = this;
                if (Due < _clock._wakesAt)
                {
                    Monitor.Pulse(_clock._gate);
                }
            }

            return true;
        }

        public void Dispose()
        {
            lock (_clock._gate)
            {
                _disposed = true;
                Unlink();
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        /// <summary>Leaves the chain, if it is in one. Called under the clock's <c>_gate</c> alone.</summary>
        public void Unlink()
        {
            (_previous.Next, Next._previous) = (Next, _previous);
            Next = _previous = this;
        }
    }
}
