using System.Collections.Concurrent;

namespace HealthPoint.Threading;

/// <summary>
/// Hands over items one at a time and in order, on a thread of its own. The code that takes an item may block for any time;
/// it delays only the items behind.
/// </summary>
/// <param name="threads">Supplies the thread, which is used as long as there are items.</param>
/// <param name="take">Takes one item. An exception of it is a fault; then the next item's turn comes.</param>
/// <param name="faults">Takes the exceptions of <paramref name="take"/>.</param>
internal sealed class Pump<T>(CheckThreads threads, Action<T> take, Faults faults)
{
    private readonly ConcurrentQueue<T> _items = new();
    private int _busy;

    /// <summary>Adds an item. Returns at once.</summary>
    public void Add(T item)
    {
        _items.Enqueue(item);
        if (Interlocked.Exchange(ref _busy, 1) == 0)
        {
            // If the system grants no thread now, the next item that is added tries again.
            threads.Begin(Drain, refused: () => Volatile.Write(ref _busy, 0));
        }
    }

    private void Drain()
    {
        do
        {
            while (_items.TryDequeue(out var item))
            {
                try
                {
                    take(item);
                }
                catch (Exception exception)
                {
                    faults.Add(exception, "a thread that delivers");
                }
            }

            Interlocked.Exchange(ref _busy, 0);
        }
        while (!_items.IsEmpty && Interlocked.Exchange(ref _busy, 1) == 0);
    }
}
