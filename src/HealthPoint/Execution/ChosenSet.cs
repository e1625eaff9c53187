using HealthPoint.Settings;

namespace HealthPoint.Execution;

/// <summary>The checks that an endpoint, or a predicate, has chosen, and for how long it is not asked again. Immutable.</summary>
/// <param name="Settings">The settings under which it chose.</param>
/// <param name="Set">What it chose.</param>
/// <param name="AskedAt">When, by the clock of deadlines; <see langword="null"/> where it would always choose the same.</param>
internal sealed record ChosenSet(SettingsSnapshot Settings, CheckSet Set, long? AskedAt)
{
    /// <summary>A predicate may look at what changes: so it is asked again with every report that is not kept, and after this time.</summary>
    private static readonly TimeSpan PredicateStands = TimeSpan.FromSeconds(1);

    /// <summary>Whether it need not be asked again.</summary>
    /// <param name="current">The settings now.</param>
    /// <param name="time">The clock of deadlines.</param>
    public bool Stands(SettingsSnapshot current, TimeProvider time) =>
        Settings == current && (AskedAt is not { } askedAt || (Set.Kept is not null && time.GetElapsedTime(askedAt) < PredicateStands));
}
