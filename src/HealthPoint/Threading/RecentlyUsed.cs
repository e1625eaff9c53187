using System.Collections.Concurrent;

namespace HealthPoint.Threading;

/// <summary>
/// Keeps the values that were used lately, at most twice <paramref name="capacity"/> of them. A value is dropped when it was not
/// asked for while that many others were added. Thread-safe; of two values that are made for one key at the same time, one is kept.
/// </summary>
/// <param name="capacity">How many values make a generation.</param>
/// <param name="comparer">Compares keys.</param>
internal sealed class RecentlyUsed<TKey, TValue>(int capacity, IEqualityComparer<TKey> comparer)
    where TKey : notnull
{
    private volatile Generations _generations = new(new(comparer), new(comparer));

    /// <summary>The value that is kept for a key, or <see langword="default"/>.</summary>
    public TValue? Find(TKey key)
    {
        var (young, old) = _generations;
        if (young.TryGetValue(key, out var value))
        {
            return value;
        }

        return old.TryGetValue(key, out value) ? Add(key, value) : default;
    }

    /// <summary>Keeps a value.</summary>
    /// <returns>The value, or the one that another thread has kept for the key meanwhile.</returns>
    public TValue Add(TKey key, TValue value)
    {
        var current = _generations;
        if (current.Young.Count >= capacity)
        {
            // If two threads do this at once, a generation is lost, which costs a little time.
            _generations = current = new Generations(new(comparer), current.Young);
        }

        return current.Young.GetOrAdd(key, value);
    }

    private sealed record Generations(ConcurrentDictionary<TKey, TValue> Young, ConcurrentDictionary<TKey, TValue> Old);
}
