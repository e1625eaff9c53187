namespace HealthPoint.Execution;

/// <summary>The tickets of the callers that wait before the lane. Any thread may add one, without a lock; the lane's holder alone takes them.</summary>
internal sealed class TicketQueue
{
    // null: the lane is free and no ticket waits. Busy: the lane is held and no ticket has come since. Else: the tickets that wait, the last one first.
    private Ticket? _arrived;

    /// <summary>Adds a ticket.</summary>
    /// <returns>Whether the lane was free; then the caller must schedule a pass.</returns>
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

    /// <summary>Takes all tickets, in the order in which they came: one group for each set that is asked for.</summary>
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

    /// <summary>Gives the lane up, if no ticket waits.</summary>
    public bool TryClose() => Interlocked.CompareExchange(ref _arrived, null, Ticket.Busy) == Ticket.Busy;
}
