namespace HealthPoint.Tests.Stress;

/// <summary>
/// What the machine makes of a wait of five milliseconds, and the application of a request that asks for no check, all
/// the time. Only by so much may anything else be late.
/// </summary>
internal sealed class Delays
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(5);

    private readonly Ring _wakes = new(), _requests = new();

    /// <summary>The longest of all delays of the machine.</summary>
    public TimeSpan LongestWake => _wakes.Longest(long.MinValue, long.MaxValue);

    /// <summary>The longest of all answers of the bare endpoint.</summary>
    public TimeSpan LongestRequest => _requests.Longest(long.MinValue, long.MaxValue);

    /// <summary>Measures until it is cancelled.</summary>
    /// <param name="ask">Sends a request that asks for no check.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task RunAsync(Func<Task> ask, CancellationToken cancellation)
    {
        var thread = new Thread(() => Watch(cancellation)) { IsBackground = true, Name = "measures delays" };
        thread.Start();
        while (!cancellation.IsCancellationRequested)
        {
            var from = Clock.Now;
            await ask();
            _requests.Add(from, Clock.Now, Clock.Since(from));
            await Clock.Pause(Tick.TotalMilliseconds, CancellationToken.None);
        }
    }

    /// <summary>By how much a step may be late in a time: by what the machine and the bare endpoint were late at their worst meanwhile.</summary>
    public async Task<TimeSpan> BetweenAsync(long from, long to)
    {
        // What is under way belongs to the time as well.
        while (_requests.Last < to || _wakes.Last < to)
        {
            await Clock.Pause(Tick.TotalMilliseconds, CancellationToken.None);
        }

        return _wakes.Longest(from, to) + _requests.Longest(from, to);
    }

    private void Watch(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            var from = Clock.Now;
            Thread.Sleep(Tick);
            _wakes.Add(from, Clock.Now, Clock.Since(from) - Tick);
        }
    }

    /// <summary>The last samples, so that the memory of a long test is that of a short one.</summary>
    private sealed class Ring
    {
        private readonly (long From, long To, TimeSpan Time)[] _samples = new (long, long, TimeSpan)[1 << 13];
        private int _count;
        private long _last;

        /// <summary>When the last sample that ended began.</summary>
        public long Last => Volatile.Read(ref _last);

        public void Add(long from, long to, TimeSpan time)
        {
            lock (_samples)
            {
                _samples[_count++ % _samples.Length] = (from, to, time);
                Volatile.Write(ref _last, from);
            }
        }

        public TimeSpan Longest(long from, long to)
        {
            var longest = TimeSpan.Zero;
            lock (_samples)
            {
                for (var i = 0; i < Math.Min(_count, _samples.Length); i++)
                {
                    var sample = _samples[i];
                    longest = sample.From <= to && sample.To >= from ? Clock.Max(longest, sample.Time) : longest;
                }
            }

            return longest;
        }
    }
}
