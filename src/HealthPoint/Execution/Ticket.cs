using System.Diagnostics;

namespace HealthPoint;

/// <summary>One caller's place before the lane. Its task ends as soon as all checks were asked, which is before they answer.</summary>
internal sealed class Ticket(CheckSet set, bool details) : TaskCompletionSource<Answers>, IThreadPoolWorkItem
{
    /// <summary>Stands at the head of the tickets while the lane is busy and nobody waits.</summary>
    public static readonly Ticket Busy = new(null!, details: false);

    private Answers? _answers;

    public CheckSet Set { get; } = set;

    /// <summary>Whether the caller will see more than the worst status.</summary>
    public bool Details { get; } = details;

    /// <summary>The caller's activity, where anybody listens to those of runs.</summary>
    public ActivityContext? Requester { get; } = HealthPointMetrics.Activities.HasListeners() ? Activity.Current?.Context : null;

    /// <summary>The ticket behind this one; belongs to whoever holds the chain.</summary>
    public Ticket? Next { get; set; }

    /// <summary>Lets the caller go on, on a thread of the pool.</summary>
    public void CompleteOnPool(Answers answers)
    {
        _answers = answers;
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
    }

    void IThreadPoolWorkItem.Execute() => SetResult(_answers!);
}
