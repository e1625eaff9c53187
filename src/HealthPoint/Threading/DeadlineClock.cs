namespace HealthPoint.Threading;

/// <summary>
/// The system's clock, with timers that fire on one thread of their own. The thread pool's timers need a thread of the
/// pool to fire: where checks, or the application, have blocked all of those, its deadlines pass unnoticed.
/// </summary>
/// <remarks>
/// Deadlines are armed and disarmed thousands of times for each that fires, and there are few different ones. So timers
/// of the same length wait in one chain, which is in the order of their dues by itself: arming and disarming take a
/// lock and two references. Callbacks must not block; periods are not offered.
/// </remarks>
internal sealed class DeadlineClock : TimeProvider, IDisposable
{
    /// <summary>More empty chains than these are dropped.</summary>
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

    /// <summary>Waits for the next deadline that passes; <see langword="null"/> when the clock was disposed.</summary>
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

                // Up to the next whole millisecond: a wait that ends a moment early would be followed by one of nothing.
                Monitor.Wait(_gate, first is null ? Timeout.Infinite : (int)Math.Min(int.MaxValue, Math.Ceiling(GetElapsedTime(now, first.Due).TotalMilliseconds)));
                _wakesAt = long.MinValue;
            }

            return null;
        }
    }

    /// <summary>One timer, and a link of the chain of those that are equally long. The head of a chain is no timer itself.</summary>
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

        /// <summary>Leaves the chain, if it is in one. Only under the clock's gate.</summary>
        public void Unlink()
        {
            (_previous.Next, Next._previous) = (Next, _previous);
            Next = _previous = this;
        }
    }
}
