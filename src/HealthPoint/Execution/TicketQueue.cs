namespace HealthPoint.Execution;

/// <summary>Those who wait before the lane. Anybody may come, without a lock; only the lane's holder takes them.</summary>
internal sealed class TicketQueue
{
    // Nobody and nothing: null. The lane is held and nobody has come since: Busy. Else the chain of those who came, the last one first.
    private Ticket? _arrived;

    /// <summary>Comes.</summary>
    /// <returns>Whether nobody holds the lane, which now waits for the caller to see to that.</returns>
    public bool Add(Ticket ticket)
    {
        Ticket? last;
        do
        {
            ticket.Next = last = Volatile.Read(ref _arrived);
        }
        while (Interlocked.CompareExchange(ref _arrived, ticket, last) != last);

        return last is null;
    }

    /// <summary>Takes all who have come, in the order in which they came: a group for each set that is asked for.</summary>
    public LaneGroup[] TakeAll()
    {
        Ticket? first = null;
        for (var ticket = Interlocked.Exchange(ref _arrived, Ticket.Busy); ticket is not null && ticket != Ticket.Busy;)
        {
            (ticket.Next, first, ticket) = (first, ticket, ticket.Next);
        }

        if (first is null)
        {
            return [];
        }

        var groups = new List<LaneGroup>(1);
        while (first is not null)
        {
            var ticket = first;
            (first, ticket.Next) = (ticket.Next, null);
            if (ticket.Set.Arriving is { } group)
            {
                group.Add(ticket);
            }
            else
            {
                groups.Add(ticket.Set.Arriving = new LaneGroup(ticket));
            }
        }

        groups.ForEach(static group => group.Set.Arriving = null);
        return [.. groups];
    }

    /// <summary>Gives the lane up, if nobody waits.</summary>
    public bool TryClose() => Interlocked.CompareExchange(ref _arrived, null, Ticket.Busy) == Ticket.Busy;
}
