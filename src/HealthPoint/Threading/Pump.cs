using System.Collections.Concurrent;

namespace HealthPoint.Threading;

/// <summary>
/// Hands over items one at a time and in order, on a thread of its own: whoever takes them may block for as long as he
/// likes, and delays nobody but those behind.
/// </summary>
/// <param name="threads">Where the thread comes from, as long as there are items.</param>
/// <param name="take">Takes one item. What it throws is a fault, and the next item's turn comes.</param>
/// <param name="faults">Takes what it throws.</param>
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
            // Where there is no thread for it now, the next item tries again.
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
