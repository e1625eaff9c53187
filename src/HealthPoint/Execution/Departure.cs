using HealthPoint.Threading;

namespace HealthPoint.Execution;

/// <summary>
/// The callers of one pass on their way out. They go on with code of the application, and on the thread that has just
/// served them if possible: another turn in the pool's queue costs each more than all the rest of the answer. But any of
/// them may block that thread; so as long as somebody is left, a work item stands in the queue that would go on with the next.
/// </summary>
internal sealed class Departure(Ticket first, Faults faults) : IThreadPoolWorkItem
{
    private Ticket? _next = first;
    private int _inQueue;

    /// <summary>Lets all go, on threads of the pool.</summary>
    public void Begin()
    {
        Volatile.Write(ref _inQueue, 1);
        Launch.OnPool(this);
    }

    /// <summary>Lets all go, as far as possible on this thread.</summary>
    public void Run()
    {
        while (Next() is { } ticket)
        {
            try
            {
                ticket.Depart();
            }
            catch (Exception exception)
            {
                faults.Add(exception, "a thread that lets callers go on");
            }
        }
    }

    void IThreadPoolWorkItem.Execute()
    {
        Volatile.Write(ref _inQueue, 0);
        Run();
    }

    private Ticket? Next()
    {
        Ticket? ticket;
        do
        {
            ticket = Volatile.Read(ref _next);
        }
        while (ticket is not null && Interlocked.CompareExchange(ref _next, ticket.Next, ticket) != ticket);

        if (ticket?.Next is not null && Interlocked.Exchange(ref _inQueue, 1) == 0)
        {
            Launch.OnPool(this);
        }

        return ticket;
    }
}
