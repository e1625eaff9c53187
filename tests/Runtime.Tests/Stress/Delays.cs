using System.Runtime.InteropServices;

namespace HealthPoint.Tests.Stress;

/// <summary>
/// Measures all the time by how much a wait of five milliseconds is late on each processor, and how long the application takes
/// for a request that asks for no check. Anything else may be late only by so much.
/// </summary>
/// <remarks>
/// For each processor there is a thread that stays on it. The host of a virtual machine may take one processor away for a
/// second, with the thread that runs there, while all threads on the other processors go on as ever.
/// </remarks>
internal sealed partial class Delays
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(5);

    private readonly Ring _requests = new();
    private readonly Ring[] _wakes = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(static _ => new Ring())];

    /// <summary>The longest of all delays of the machine.</summary>
    public TimeSpan LongestWake => _wakes.Max(static wakes => wakes.Longest(long.MinValue, long.MaxValue));

    /// <summary>The longest of all answers of the bare endpoint.</summary>
    public TimeSpan LongestRequest => _requests.Longest(long.MinValue, long.MaxValue);

    /// <summary>Measures until the token is cancelled.</summary>
    /// <param name="ask">Sends a request that asks for no check.</param>
    /// <param name="cancellation">Ends the measurement.</param>
    public async Task RunAsync(Func<Task> ask, CancellationToken cancellation)
    {
        for (var processor = 0; processor < _wakes.Length; processor++)
        {
            var number = processor;
            new Thread(() => Watch(number, cancellation)) { IsBackground = true, Name = $"measures processor {number}" }.Start();
        }

        while (!cancellation.IsCancellationRequested)
        {
            var from = Clock.Now;
            await ask();
            _requests.Add(from, Clock.Now, Clock.Since(from));
            await Clock.Pause(Tick.TotalMilliseconds, CancellationToken.None);
        }
    }

    /// <summary>
    /// By how much a step may be late between two moments: the machine's longest delay plus that of the bare endpoint meanwhile.
    /// </summary>
    public async Task<TimeSpan> BetweenAsync(long from, long to)
    {
        // A sample that is still under way belongs to the time as well, so its end is waited for.
        while (_requests.Last < to || _wakes.Any(wakes => wakes.Last < to))
        {
            await Clock.Pause(Tick.TotalMilliseconds, CancellationToken.None);
        }

        return _wakes.Max(wakes => wakes.Longest(from, to)) + _requests.Longest(from, to);
    }

    private void Watch(int processor, CancellationToken cancellation)
    {
        StayOn(processor);
        while (!cancellation.IsCancellationRequested)
        {
            var from = Clock.Now;
            Thread.Sleep(Tick);
            _wakes[processor].Add(from, Clock.Now, Clock.Since(from) - Tick);
        }
    }

    /// <summary>Keeps the calling thread on one processor, where the system offers that. Elsewhere the thread measures what it can.</summary>
    private static void StayOn(int processor)
    {
        if (OperatingSystem.IsLinux() && processor < 64)
        {
            _ = SetAffinity(thread: 0, sizeof(ulong), 1UL << processor);
        }
    }

    [LibraryImport("libc", EntryPoint = "sched_setaffinity")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetAffinity(int thread, nint size, in ulong processors);

    /// <summary>Keeps only the last samples, so that a long test needs no more memory than a short one.</summary>
    private sealed class Ring
    {
        private readonly (long From, long To, TimeSpan Time)[] _samples = new (long, long, TimeSpan)[1 << 13];
        private int _count;
        private long _last;

        /// <summary>When the sample began that ended last.</summary>
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
