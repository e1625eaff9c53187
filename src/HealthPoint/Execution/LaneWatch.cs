namespace HealthPoint;

/// <summary>
/// Looks at the lane every few milliseconds, on the thread of the clock, as long as somebody uses it. A thread that was
/// not let run for a moment is not stuck, so it takes two looks that see the same. But many checks that are a little slow
/// are as bad as one that is stuck, so a pass is not let go on for ever either. Nor is a
/// thread waited for that does not come.
/// </summary>
internal sealed class LaneWatch : IDisposable
{
    private const int LooksUntilStuck = 2, LooksUntilNobodyComes = 5, LooksAtPassOnPool = 5, LooksAtPass = 10, LooksUntilAsleep = 100;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(10);

    private readonly Lane _lane;
    private readonly ITimer _timer;
    private int _awake;
    private LanePass? _seenPass;
    private long _seenTurn;
    private int _looks;
    private int _looksAtPass;

    /// <summary>Watches a lane.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="clock">Real time, whatever clock deadlines have: it is real threads that are watched.</param>
    public LaneWatch(Lane lane, DeadlineClock clock)
    {
        _lane = lane;
        _timer = clock.CreateTimer(static watch => ((LaneWatch)watch!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The lane is used. Called after its turn has moved from idle.</summary>
    public void Wake()
    {
        if (Volatile.Read(ref _awake) == 0 && Interlocked.Exchange(ref _awake, 1) == 0)
        {
            _timer.Change(BetweenLooks, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        var pass = _lane.CurrentPass;
        var turn = pass.Turn;
        var isSamePass = pass == _seenPass && LanePass.Number(turn) == LanePass.Number(_seenTurn);
        _looksAtPass = isSamePass ? _looksAtPass + 1 : 0;
        _looks = isSamePass && turn == _seenTurn ? _looks + 1 : 0;
        (_seenPass, _seenTurn) = (pass, turn);
        if (IsStuck(pass, turn))
        {
            _lane.TakeOver(pass, turn);
        }
        else if (_looks >= LooksUntilAsleep)
        {
            // A pass that begins in this moment either sees that nobody watches, or is seen here.
            Interlocked.Exchange(ref _awake, 0);
            if (LanePass.IsIdle(pass.Turn) || Interlocked.Exchange(ref _awake, 1) != 0)
            {
                return;
            }
        }

        _timer.Change(BetweenLooks, Timeout.InfiniteTimeSpan);
    }

    private bool IsStuck(LanePass pass, long turn)
    {
        if (LanePass.IsIdle(turn) || LanePass.IsBeginning(turn))
        {
            return false;
        }

        return LanePass.IsAnnounced(turn)
            ? _looks >= LooksUntilNobodyComes
            : _looks >= LooksUntilStuck || _looksAtPass >= (pass.IsOnPool ? LooksAtPassOnPool : LooksAtPass);
    }
}
