namespace HealthPoint;

/// <summary>
/// Looks at the lane every few milliseconds, on the thread of the clock, as long as somebody uses it. A thread that was
/// not let run for a moment is not stuck, so it takes two looks that see the same.
/// </summary>
internal sealed class LaneWatch : IDisposable
{
    private const int LooksUntilStuck = 2, LooksUntilAsleep = 100;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(10);

    private readonly Lane _lane;
    private readonly ITimer _timer;
    private int _awake;
    private LanePass? _seenPass;
    private long _seenTurn;
    private int _looks;

    /// <summary>Watches a lane.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="clock">Real time, whatever clock deadlines have: it is real threads that are watched.</param>
    public LaneWatch(Lane lane, DeadlineClock clock)
    {
        _lane = lane;
        _timer = clock.CreateTimer(static watch => ((LaneWatch)watch!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The lane is used. Called after its turn has moved.</summary>
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
        if (pass != _seenPass || turn != _seenTurn)
        {
            (_seenPass, _seenTurn, _looks) = (pass, turn, 0);
        }
        else if (++_looks >= LooksUntilStuck && !LanePass.IsIdle(turn))
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
}
