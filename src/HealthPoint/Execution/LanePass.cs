using System.Diagnostics;

namespace HealthPoint.Execution;

/// <summary>
/// One thread's way through the quick checks of the callers that waited before the lane. With every check the thread moves
/// the step, by one compare-and-swap. The watch robs the thread of the remaining checks by a compare-and-swap of the same
/// step. So for every check exactly one of the two, the thread or the watch, knows that it holds the lane.
/// </summary>
/// <remarks>
/// Invariant: what a pass works on is set once, before step 0, and never changes, so a watch that has seen step 0 or a later
/// one may read all of it. Invariant: a step never comes again in a pass, and the next pass is another object.
/// </remarks>
internal sealed class LanePass(Lane lane, bool onPool) : IThreadPoolWorkItem
{
    /// <summary>
    /// Announced: the pass waits for its thread. Beginning: the thread has come and takes the tickets. From Started on, step
    /// <c>1 + place</c> runs the check at that place, counted over all groups.
    /// </summary>
    public const int Announced = -2, Beginning = -1, Started = 0;

    private const int Done = int.MaxValue, Robbed = int.MinValue;

    private int _step = Announced;
    private TimeProvider? _time;

    /// <summary>The step now. The watch must have seen a step to rob the thread at it.</summary>
    public int Step => Volatile.Read(ref _step);

    public bool IsRobbed => Step == Robbed;

    /// <summary>Whether there is nothing left to watch.</summary>
    public bool IsOver => Step is Done or Robbed;

    /// <summary>Whether the thread is one of the pool's.</summary>
    public bool OnPool { get; } = onPool;

    /// <summary>The callers that this pass serves: one group for each set.</summary>
    public LaneGroup[] Groups { get; private set; } = [];

    /// <summary>When the first of the callers came, by the clock of deadlines.</summary>
    public long StartedAt { get; private set; }

    /// <summary>For how long the first of the callers has waited, in whole milliseconds.</summary>
    public TimeSpan Waited => TimeSpan.FromMilliseconds(Math.Floor(_time!.GetElapsedTime(StartedAt).TotalMilliseconds));

    /// <summary>The activity of the caller that came first.</summary>
    public Activity? Requester => Groups[0].Requester;

    /// <summary>The run that the watch has made of the check that the robbed thread executes. Set before the thread is robbed.</summary>
    public CheckRun? Taken { get; set; }

    /// <summary>Begins the pass on the thread that has come. <see langword="false"/> where the watch has stopped waiting for that thread.</summary>
    public bool TryBegin() => TryMove(Announced, Beginning);

    /// <summary>Sets the callers to serve, and moves to <see cref="Started"/>.</summary>
    public void Start(LaneGroup[] groups, TimeProvider time)
    {
        (Groups, _time, StartedAt) = (groups, time, groups[0].First.EnteredAt);
        TryMove(Beginning, Started);
    }

    /// <summary>Moves to the next check. Every <c>Try</c> method returns <see langword="false"/> when the thread was robbed.</summary>
    public bool TryRun(int from, int step) => TryMove(from, step);

    /// <summary>Ends the pass. From then on its callers belong to the pass's thread alone.</summary>
    public bool TryFinish(int from) => TryMove(from, Done);

    /// <summary>Takes the remaining checks away from a thread that is still at this step. A pass that begins, or is over, cannot be robbed.</summary>
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
