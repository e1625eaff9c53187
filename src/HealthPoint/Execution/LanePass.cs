using System.Diagnostics;

namespace HealthPoint;

/// <summary>
/// One thread's way through the checks of one set. Its turn moves with every check, by one compare-and-swap; whoever
/// finds that it has not moved for too long may rob the thread of the rest by the same. So for every check exactly one
/// of the two knows that it is his.
/// </summary>
/// <remarks>
/// The turn holds the number of the pass in its upper half, so that it never repeats, and the step in its lower:
/// announced as long as a thread is waited for, beginning while that takes the callers, 0 before the first check,
/// <c>place + 1</c> in a quick run, and beyond the last place when runs of any kind are started.
/// </remarks>
internal sealed class LanePass(TimeProvider time)
{
    private const long Robbed = -1;
    private const uint Done = uint.MaxValue, Announced = Done - 1, Beginning = Done - 2;

    private Ticket? _group;
    private long _turn = Done;
    private long _mine = Done;

    /// <summary>The turn now: who wants to rob it must have seen it.</summary>
    public long Turn => Volatile.Read(ref _turn);

    public bool IsRobbed => Turn == Robbed;

    /// <summary>Whether it has callers. Before, they are still in the queue.</summary>
    public bool HasStarted => _group is not null;

    public CheckSet Set { get; private set; } = null!;

    /// <summary>Whether any of the callers will see more than the worst status.</summary>
    public bool WantsDetails { get; private set; }

    /// <summary>The activity of the caller who came first.</summary>
    public Activity? Requester { get; private set; }

    /// <summary>Whether the thread is one of the pool's.</summary>
    public bool IsOnPool { get; private set; }

    /// <summary>What the robbed thread is in: the run that its check has become.</summary>
    public CheckRun? Taken { get; set; }

    /// <summary>When the first of the callers came, by the clock of deadlines.</summary>
    public long StartedAt { get; private set; }

    /// <summary>For how long the first of the callers has waited, in whole milliseconds.</summary>
    public TimeSpan Elapsed => TimeSpan.FromMilliseconds(Math.Floor(time.GetElapsedTime(StartedAt).TotalMilliseconds));

    /// <summary>The number of the pass, of a turn.</summary>
    public static int Number(long turn) => (int)(turn >> 32);

    public static bool IsIdle(long turn) => (uint)turn == Done;

    /// <summary>Whether a thread is still waited for.</summary>
    public static bool IsAnnounced(long turn) => (uint)turn == Announced;

    /// <summary>Whether the thread is just taking the callers: nothing that could take long, and nothing that could be robbed.</summary>
    public static bool IsBeginning(long turn) => (uint)turn == Beginning;

    /// <summary>The place of the check that is run quickly at this turn, or -1.</summary>
    public static int QuickPlace(long turn, CheckSet set) =>
        !IsAnnounced(turn) && (uint)turn is var step && step >= 1 && step <= set.Slots.Length ? (int)step - 1 : -1;

    /// <summary>Callers wait, and a thread is under way to them.</summary>
    public void Announce() => Interlocked.Exchange(ref _turn, (((_mine >> 32) + 1) << 32) | Announced);

    /// <summary>The thread has come. Of several, it is the first one's pass.</summary>
    public bool TryBegin() => Turn is var turn && IsAnnounced(turn) && TryMove(turn, Beginning);

    /// <summary>Goes on to the checks of those callers.</summary>
    public void Start(Ticket group, bool onPool)
    {
        (_group, Set, Requester, IsOnPool, WantsDetails) = (group, group.Set, group.Requester, onPool, false);
        for (var ticket = group; ticket is not null; ticket = ticket.Next)
        {
            WantsDetails |= ticket.Details;
        }

        StartedAt = group.EnteredAt;
        TryMove(0);
    }

    /// <summary>Goes on to the quick run of one check. Every <c>Try</c> is <see langword="false"/> when the thread was robbed.</summary>
    public bool TryRunQuickly(int place) => TryMove((uint)place + 1);

    /// <summary>Ends the quick runs.</summary>
    public bool TryEndQuickRuns() => TryMove((uint)Set.Slots.Length + 1);

    /// <summary>Begins a run of any kind on this thread.</summary>
    public bool TryBeginRun() => TryMove(Math.Max((uint)_mine, (uint)Set.Slots.Length + 1) + 1);

    /// <summary>The run gave the thread back.</summary>
    public bool TryGoOn() => TryMove((uint)_mine + 1);

    /// <summary>Takes the callers, in the order in which they came, once the pass has finished or was robbed.</summary>
    public Ticket TakeGroup()
    {
        var group = _group!;
        _group = null;
        return group;
    }

    public bool TryFinish() => TryMove(Done);

    /// <summary>Takes the rest away from a thread whose turn has not moved.</summary>
    public bool TryRob(long turn) => Interlocked.CompareExchange(ref _turn, Robbed, turn) == turn;

    private bool TryMove(uint step) => TryMove(_mine, step);

    private bool TryMove(long from, uint step)
    {
        var next = (from & ~(long)uint.MaxValue) | step;
        if (Interlocked.CompareExchange(ref _turn, next, from) != from)
        {
            return false;
        }

        _mine = next;
        return true;
    }
}
