using System.Diagnostics;
using System.Threading.Tasks.Sources;

namespace HealthPoint.Execution;

/// <summary>
/// One caller's place before the lane, which the caller awaits once. It ends as soon as all checks were asked, which is before
/// they answer. Every request that no kept report answers makes one, so the ticket is its own task: that saves an object.
/// </summary>
internal sealed class Ticket(CheckSet set, bool details, Activity? requester, long enteredAt) : IValueTaskSource<Answers>
{
    /// <summary>The head of <see cref="TicketQueue"/> while the lane is held and no caller waits.</summary>
    public static readonly Ticket Busy = new(null!, details: false, requester: null, enteredAt: 0);

    private ManualResetValueTaskSourceCore<Answers> _source;
    private Answers? _answers;
    private Exception? _failure;

    public CheckSet Set { get; } = set;

    /// <summary>Whether the caller sees more than the worst status.</summary>
    public bool Details { get; } = details;

    /// <summary>When the caller came, by the clock of deadlines. Its deadlines count from here.</summary>
    public long EnteredAt { get; } = enteredAt;

    /// <summary>The caller's activity, where a listener subscribes to the activities of runs.</summary>
    public Activity? Requester { get; } = requester;

    /// <summary>The ticket behind this one. The thread that holds the chain of tickets alone uses it.</summary>
    public Ticket? Next { get; set; }

    public ValueTask<Answers> Answered => new(this, _source.Version);

    /// <summary>Sets what the caller gets. The caller goes on with it at <see cref="Depart"/>.</summary>
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
