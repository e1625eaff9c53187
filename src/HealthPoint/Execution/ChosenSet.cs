using HealthPoint.Settings;

namespace HealthPoint.Execution;

/// <summary>The checks that an endpoint or a predicate has chosen, and how long the choice stands before it is made again. Immutable.</summary>
/// <param name="Settings">The settings under which the choice was made.</param>
/// <param name="Set">The chosen checks.</param>
/// <param name="AskedAt">
/// When the choice was made, by the clock of deadlines; <see langword="null"/> where the same settings always lead to the same choice.
/// </param>
internal sealed record ChosenSet(SettingsSnapshot Settings, CheckSet Set, long? AskedAt)
{
    /// <summary>
    /// A predicate may look at state that changes. So it is asked again with every report that is not kept, and after this time at the latest.
    /// </summary>
    private static readonly TimeSpan PredicateStands = TimeSpan.FromSeconds(1);

    /// <summary>Whether the choice need not be made again.</summary>
    /// <param name="current">The settings now.</param>
    /// <param name="time">The clock of deadlines.</param>
    public bool Stands(SettingsSnapshot current, TimeProvider time) =>
        Settings == current && (AskedAt is not { } askedAt || (Set.Kept is not null && time.GetElapsedTime(askedAt) < PredicateStands));
}
