using System.Diagnostics;
using System.Threading.Tasks.Sources;

namespace HealthPoint.Execution;

/// <summary>
/// One caller's place before the lane, to be awaited once. It ends as soon as all checks were asked, which is before they
/// answer. One object for each request that is not answered from a kept report, so it is its own task.
/// </summary>
internal sealed class Ticket(CheckSet set, bool details, Activity? requester, long enteredAt) : IValueTaskSource<Answers>
{
    /// <summary>Stands at the head of the tickets while the lane is busy and nobody waits.</summary>
    public static readonly Ticket Busy = new(null!, details: false, requester: null, enteredAt: 0);

    private ManualResetValueTaskSourceCore<Answers> _source;
    private Answers? _answers;
    private Exception? _failure;

    public CheckSet Set { get; } = set;

    /// <summary>Whether the caller will see more than the worst status.</summary>
    public bool Details { get; } = details;

    /// <summary>When the caller came, by the clock of deadlines: they count from here.</summary>
    public long EnteredAt { get; } = enteredAt;

    /// <summary>The caller's activity, where anybody listens to those of runs.</summary>
    public Activity? Requester { get; } = requester;

    /// <summary>The ticket behind this one; belongs to whoever holds the chain.</summary>
    public Ticket? Next { get; set; }

    public ValueTask<Answers> Answered => new(this, _source.Version);

    /// <summary>Says what the caller gets; the caller goes on with it at <see cref="Depart"/>.</summary>
    public void Prepare(Answers? answers, Exception? failure) => (_answers, _failure) = (answers, failure);

    /// <summary>Lets the caller go on, on this thread.</summary>
    public void Depart()
    {
        if (_failure is not null)
        {
            _source.SetException(_failure);
        }
        else
        {
            _source.SetResult(_answers!);
        }
    }

    Answers IValueTaskSource<Answers>.GetResult(short token) => _source.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<Answers>.GetStatus(short token) => _source.GetStatus(token);

    void IValueTaskSource<Answers>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);
}
