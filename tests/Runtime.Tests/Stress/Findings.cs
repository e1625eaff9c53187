using System.Collections.Concurrent;
using System.Globalization;

namespace HealthPoint.Tests.Stress;

/// <summary>Collects what was found to be wrong. It keeps the first findings of each kind, and counts the others.</summary>
internal sealed class Findings
{
    private const int KeptOfEach = 5;

    private readonly ConcurrentDictionary<string, ConcurrentQueue<string>> _kept = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);

    public bool Any => !_counts.IsEmpty;

    /// <summary>Adds a finding.</summary>
    /// <param name="promise">The promise that was broken.</param>
    /// <param name="what">What was seen.</param>
    public void Add(string promise, string what)
    {
        if (_counts.AddOrUpdate(promise, 1, static (_, count) => count + 1) <= KeptOfEach)
        {
            _kept.GetOrAdd(promise, static _ => new ConcurrentQueue<string>()).Enqueue(what);
        }
    }

    public override string ToString() => string.Join(
        '\n',
        _counts.OrderBy(static count => count.Key, StringComparer.Ordinal).Select(count => string.Create(
            CultureInfo.InvariantCulture,
            $"{count.Key}: {count.Value} times, for instance\n  - {string.Join("\n  - ", _kept.GetValueOrDefault(count.Key) ?? [])}")));
}
