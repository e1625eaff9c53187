using HealthPoint.Threading;

namespace HealthPoint.Execution;

/// <summary>
/// Looks at the lane every few milliseconds, on a thread of its own, as long as the lane is used. A thread that the system did
/// not let run for a moment is not stuck, so the watch acts only after two looks in a row that saw no movement. Many checks that are a
/// little slow are as bad as one that is stuck, so the time of a whole pass is bounded too. So is the time that a pass waits for its thread.
/// </summary>
/// <remarks>
/// The watch measures real time, whatever clock the deadlines have. A look that comes late shows that the machine is busy, or
/// that the process stood still. What a late look sees proves nothing about the lane, unless many late looks follow each other.
/// </remarks>
internal sealed class LaneWatch(Lane lane, Faults faults) : IDisposable
{
    private const int LooksUntilStuck = 2, LooksUntilNobodyComes = 5, LooksAtPassOnPool = 5, LooksAtPass = 10, LooksUntilAsleep = 100, LateLooksInARow = 10;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(10), Late = 2 * BetweenLooks;

    private readonly object _gate = new();
    private bool _started;
    private bool _disposed;
    private int _awake;
    private LanePass? _seenPass;
    private int _seenStep;
    private int _looks;
    private int _looksAtPass;
    private int _lateLooks;

    /// <summary>Wakes the watch because the lane is used. Must be called after <see cref="Lane.CurrentPass"/> was set.</summary>
    public void Wake()
    {
        if (Volatile.Read(ref _awake) == 0 && Interlocked.Exchange(ref _awake, 1) == 0)
        {
            lock (_gate)
            {
                if (!_started && !_disposed)
                {
                    _started = true;
                    Launch.OnOwnThread("HealthPoint lane", Watch);
                }

                Monitor.Pulse(_gate);
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Looks once. The watch's thread alone calls it, or a test in its place.</summary>
    /// <param name="sinceLast">How long ago the last look was.</param>
    public void Look(TimeSpan sinceLast)
    {
        if (lane.CurrentPass is not { } pass)
        {
            return;
        }

        var step = pass.Step;
        _lateLooks = sinceLast > Late ? _lateLooks + 1 : 0;
        var counts = _lateLooks is 0 or > LateLooksInARow;
        _looksAtPass = pass == _seenPass ? _looksAtPass + (counts ? 1 : 0) : 0;
        _looks = pass == _seenPass && step == _seenStep ? _looks + (counts ? 1 : 0) : 0;
        (_seenPass, _seenStep) = (pass, step);
        if (counts && IsStuck(pass, step))
        {
            lane.TakeOver(pass, step);
        }
    }

    private void Watch()
    {
        var last = TimeProvider.System.GetTimestamp();
        while (!IsDisposedAfterPause())
        {
            var sinceLast = TimeProvider.System.GetElapsedTime(last);
            last = TimeProvider.System.GetTimestamp();
            try
            {
                Look(sinceLast);
            }
            catch (Exception exception)
            {
                faults.Add(exception, "the thread that watches the lane");
            }

            if (_looks >= LooksUntilAsleep && lane.CurrentPass is not { IsOver: false })
            {
                SleepUntilUsed();
                last = TimeProvider.System.GetTimestamp();
            }
        }
    }

    private bool IsDisposedAfterPause()
    {
        lock (_gate)
        {
            if (!_disposed)
            {
                Monitor.Wait(_gate, BetweenLooks);
            }

            return _disposed;
        }
    }

    private void SleepUntilUsed()
    {
        // Exchange is a full fence: a pass that begins at this moment either finds the watch asleep and wakes it, or is seen by the next line.
        Interlocked.Exchange(ref _awake, 0);
        if (lane.CurrentPass is { IsOver: false } && Interlocked.Exchange(ref _awake, 1) == 0)
        {
            return;
        }

        lock (_gate)
        {
            while (Volatile.Read(ref _awake) == 0 && !_disposed)
            {
                Monitor.Wait(_gate);
            }
        }
    }

    private bool IsStuck(LanePass pass, int step) => step switch
    {
        _ when pass.IsOver => false,
        LanePass.Beginning => false,
        LanePass.Announced => _looks >= LooksUntilNobodyComes,
        _ => _looks >= LooksUntilStuck || _looksAtPass >= (pass.OnPool ? LooksAtPassOnPool : LooksAtPass),
    };
}
