using System.Diagnostics;
using System.Threading.Tasks.Sources;

namespace HealthPoint;

/// <summary>
/// One caller's place before the lane, to be awaited once. It ends as soon as all checks were asked, which is before they
/// answer. One object for each request that is not answered from a kept report, so it is its own task.
/// </summary>
internal sealed class Ticket(CheckSet set, bool details, Activity? requester, long enteredAt) : IValueTaskSource<Answers>
{
    /// <summary>Stands at the head of the tickets while the lane is busy and nobody waits.</summary>
    public static readonly Ticket Busy = new(null!, details: false, requester: null, enteredAt: 0);

    private ManualResetValueTaskSourceCore<Answers> _source;

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

    /// <summary>Lets the caller go on, on this thread.</summary>
    public void Complete(Answers answers) => _source.SetResult(answers);

    /// <summary>As <see cref="Complete"/>, with an exception.</summary>
    public void Fail(Exception exception) => _source.SetException(exception);

    Answers IValueTaskSource<Answers>.GetResult(short token) => _source.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<Answers>.GetStatus(short token) => _source.GetStatus(token);

    void IValueTaskSource<Answers>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);
}
