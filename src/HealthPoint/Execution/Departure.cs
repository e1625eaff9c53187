using HealthPoint.Threading;

namespace HealthPoint.Execution;

/// <summary>
/// Lets the callers of one pass go on. They go on with code of the application, and if possible on the thread that has just
/// served them: another wait in the pool's queue would cost each caller more than all the rest of its answer. But any
/// caller may block that thread. So as long as callers are left, a work item stands in the pool's queue, which would go on with the next.
/// </summary>
internal sealed class Departure(Ticket first, Faults faults) : IThreadPoolWorkItem
{
    private Ticket? _next = first;
    private int _inQueue;

    /// <summary>Lets all callers go on, on threads of the pool.</summary>
    public void Begin()
    {
        Volatile.Write(ref _inQueue, 1);
        Launch.OnPool(this);
    }

    /// <summary>Lets all callers go on, as far as possible on this thread.</summary>
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
