using HealthPoint.Threading;

namespace HealthPoint.Execution;

/// <summary>
/// Looks at the lane every few milliseconds, on a thread of its own, as long as somebody uses it. A thread that was not let
/// run for a moment is not stuck, so it takes two looks that see the same. But many checks that are a little slow are as bad
/// as one that is stuck, so a pass is not let go on for ever either. Nor is a thread waited for that does not come.
/// </summary>
/// <remarks>
/// Real time is the subject here, whatever clock deadlines have. A look that comes late itself says that the machine is busy,
/// or that the process stood still: what it sees proves nothing about the lane, unless that goes on.
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

    /// <summary>The lane is used. Called once its pass can be seen.</summary>
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

    /// <summary>Looks once. By the watch's thread alone.</summary>
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
        // A pass that begins in this moment either sees that nobody watches, or is seen here.
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
