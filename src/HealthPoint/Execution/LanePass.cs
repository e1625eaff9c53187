using System.Diagnostics;

namespace HealthPoint.Execution;

/// <summary>
/// One thread's way through the quick checks of those who waited before the lane. Its step moves with every check, by one
/// compare-and-swap; the watch may rob the thread of the rest by the same. So for every check exactly one of the two knows
/// that it holds the lane.
/// </summary>
/// <remarks>
/// Invariant: what a pass works on is set once, before step 0, and never changes; the watch that has seen a step of it may
/// read all of it. Invariant: a step never comes again, and the next pass is another object.
/// </remarks>
internal sealed class LanePass(Lane lane, bool onPool) : IThreadPoolWorkItem
{
    /// <summary>A thread is waited for; and one has come, and takes the callers. From 0 on, <c>1 + place</c> counts the checks of all groups.</summary>
    public const int Announced = -2, Beginning = -1, Started = 0;

    private const int Done = int.MaxValue, Robbed = int.MinValue;

    private int _step = Announced;
    private TimeProvider? _time;

    /// <summary>The step now: who wants to rob it must have seen it.</summary>
    public int Step => Volatile.Read(ref _step);

    public bool IsRobbed => Step == Robbed;

    /// <summary>Whether there is nothing to watch.</summary>
    public bool IsOver => Step is Done or Robbed;

    /// <summary>Whether the thread is one of the pool's.</summary>
    public bool OnPool { get; } = onPool;

    /// <summary>Whose checks these are: a group for each set.</summary>
    public LaneGroup[] Groups { get; private set; } = [];

    /// <summary>When the first of the callers came, by the clock of deadlines.</summary>
    public long StartedAt { get; private set; }

    /// <summary>For how long the first of the callers has waited, in whole milliseconds.</summary>
    public TimeSpan Waited => TimeSpan.FromMilliseconds(Math.Floor(_time!.GetElapsedTime(StartedAt).TotalMilliseconds));

    /// <summary>The activity of the caller who came first.</summary>
    public Activity? Requester => Groups[0].Requester;

    /// <summary>What the robbed thread is in: the run that its check has become. Set before the thread is robbed.</summary>
    public CheckRun? Taken { get; set; }

    /// <summary>The thread has come. <see langword="false"/> where the watch has stopped waiting for it.</summary>
    public bool TryBegin() => TryMove(Announced, Beginning);

    /// <summary>Goes on to the checks of these callers.</summary>
    public void Start(LaneGroup[] groups, TimeProvider time)
    {
        (Groups, _time, StartedAt) = (groups, time, groups[0].First.EnteredAt);
        TryMove(Beginning, Started);
    }

    /// <summary>Goes on to the next check. Every <c>Try</c> is <see langword="false"/> when the thread was robbed.</summary>
    public bool TryRun(int from, int step) => TryMove(from, step);

    /// <summary>Ends the pass: its callers belong to the thread alone.</summary>
    public bool TryFinish(int from) => TryMove(from, Done);

    /// <summary>Takes the rest away from a thread whose step has not moved. A pass that begins, or is over, cannot be robbed.</summary>
    public bool TryRob(int step) => step is not (Beginning or Done) && TryMove(step, Robbed);

    /// <summary>The check that is run at a step; <see langword="null"/> before the first.</summary>
    public CheckSlot? SlotAt(int step)
    {
        var place = step - 1;
        foreach (var group in place < 0 ? [] : Groups)
        {
            if (place < group.Set.Checks.Count)
            {
                return group.Set.Slots[place];
            }

            place -= group.Set.Checks.Count;
        }

        return null;
    }

    void IThreadPoolWorkItem.Execute() => lane.Run(this);

    private bool TryMove(int from, int step) => Interlocked.CompareExchange(ref _step, step, from) == from;
}
