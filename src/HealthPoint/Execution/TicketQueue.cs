namespace HealthPoint;

/// <summary>
/// Those who wait before the lane. Anybody may come, without a lock; only the lane's one holder takes them, group by group.
/// </summary>
internal sealed class TicketQueue
{
    // Nobody and nothing: null. The lane is held and nobody has come since: Busy. Else the chain of those who came, the last one first.
    private Ticket? _arrived;
    private Ticket? _left;

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

    /// <summary>Takes those who want the same as the one who came first, in the order in which they came.</summary>
    public Ticket TakeGroup()
    {
        // Turned round, the chain goes behind those who are left from before.
        Ticket? arrived = null;
        for (var ticket = Interlocked.Exchange(ref _arrived, Ticket.Busy); ticket is not null && ticket != Ticket.Busy;)
        {
            (ticket.Next, arrived, ticket) = (arrived, ticket, ticket.Next);
        }

        Chain group = default, left = default;
        var set = (_left ?? arrived)!.Set;
        Split(_left);
        Split(arrived);
        _left = left.First;
        return group.First!;

        void Split(Ticket? ticket)
        {
            while (ticket is not null)
            {
                var next = ticket.Next;
                (ticket.Set == set ? ref group : ref left).Append(ticket);
                ticket = next;
            }
        }
    }

    /// <summary>Gives the lane up, if nobody waits.</summary>
    public bool TryClose() => _left is null && Interlocked.CompareExchange(ref _arrived, null, Ticket.Busy) == Ticket.Busy;

    private struct Chain
    {
        private Ticket? _last;

        public Ticket? First { get; private set; }

        public void Append(Ticket ticket)
        {
            ticket.Next = null;
            if (_last is null)
            {
                First = ticket;
            }
            else
            {
                _last.Next = ticket;
            }

            _last = ticket;
        }
    }
}
