using System.Runtime.CompilerServices;
using HealthPoint.Discovery;
using HealthPoint.Settings;
using HealthPoint.Threading;

namespace HealthPoint.Execution;

/// <summary>
/// The sets of checks that callers ask for. Each set is made once, so callers that ask for the same checks share the kept
/// report. Holds a bounded number of sets, and only those of one snapshot of the settings. Thread-safe.
/// </summary>
internal sealed class CheckSets(IReadOnlyDictionary<Check, CheckState> states, Dependencies dependencies, Engine engine)
{
    /// <summary>How many selections may be in use at the same time; an application has one for each endpoint, and few more.</summary>
    private const int Capacity = 64;

    private readonly PerState<SettingsSnapshot, Generation> _generations = new(settings => new Generation(states.ToDictionary(
        static state => state.Key,
        state => new CheckSlot(state.Value, settings[state.Key], dependencies.Of(state.Key).Count == 0 && !dependencies.IsDependency(state.Key)))));

    /// <summary>The set of these checks.</summary>
    /// <param name="checks">The checks, in the order of reports; none of them disabled. The caller must not change the list afterwards.</param>
    /// <param name="settings">The settings they run under.</param>
    public CheckSet Of(IReadOnlyList<Check> checks, SettingsSnapshot settings)
    {
        var generation = _generations.Of(settings);
        return generation.Sets.Find(checks) ?? generation.Sets.Add(checks, new CheckSet(checks, generation.Slots, dependencies, engine));
    }

    private sealed record Generation(IReadOnlyDictionary<Check, CheckSlot> Slots)
    {
        public RecentlyUsed<IReadOnlyList<Check>, CheckSet> Sets { get; } = new(Capacity, new SameChecks());
    }

    private sealed class SameChecks : IEqualityComparer<IReadOnlyList<Check>>
    {
        public bool Equals(IReadOnlyList<Check>? one, IReadOnlyList<Check>? other)
        {
            if (one!.Count != other!.Count)
            {
                return false;
            }

            for (var i = 0; i < one.Count; i++)
            {
                if (one[i] != other[i])
                {
                    return false;
                }
            }

            return true;
        }

        public int GetHashCode(IReadOnlyList<Check> checks)
        {
            var hash = new HashCode();
            for (var i = 0; i < checks.Count; i++)
            {
                hash.Add(RuntimeHelpers.GetHashCode(checks[i]));
            }

            return hash.ToHashCode();
        }
    }
}
