using System.Diagnostics;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Execution;

/// <summary>The callers of one pass that ask for the same set. The lane's holder alone uses it; it does not grow once the tickets are taken.</summary>
internal sealed class LaneGroup(Ticket first)
{
    private Ticket _last = first;

    public Ticket First { get; } = first;

    public CheckSet Set => First.Set;

    /// <summary>Whether any of these callers sees more than the worst status.</summary>
    public bool Details { get; private set; } = first.Details;

    /// <summary>The activity of the caller that came first.</summary>
    public Activity? Requester => First.Requester;

    /// <summary>The worst status of the checks that the pass has run for this group.</summary>
    public HealthStatus Worst { get; private set; } = HealthStatus.Healthy;

    /// <summary>Whether the set has checks that the pass has not run.</summary>
    public bool AsksForMore { get; set; }

    /// <summary>Lets the status of a check count, unless it is silenced.</summary>
    public void Count(CheckSlot slot, HealthStatus status) => Worst = slot.Settings.Silenced || status > Worst ? Worst : status;

    public void Add(Ticket ticket)
    {
        _last.Next = ticket;
        _last = ticket;
        Details |= ticket.Details;
    }

    /// <summary>Sets what all callers of the group get.</summary>
    public void Prepare(Answers? answers, Exception? failure)
    {
        for (var ticket = First; ticket is not null; ticket = ticket.Next)
        {
            ticket.Prepare(answers, failure);
        }
    }

    /// <summary>Puts the callers of another group behind the callers of this one. Called once both groups are prepared.</summary>
    public void Append(LaneGroup other) => (_last.Next, _last) = (other.First, other._last);
}
