using HealthPoint.Discovery;
using HealthPoint.Reports;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Execution;

/// <summary>
/// The checks of one selection under one snapshot of the settings, prepared to be asked many times. It also keeps the last
/// report on them, as long as that report is valid. Thread-safe.
/// </summary>
internal sealed class CheckSet
{
    private readonly Engine _engine;
    private readonly int[]?[] _holders;
    private volatile KeptReport? _kept;

    /// <summary>Prepares a selection.</summary>
    /// <param name="checks">The checks that are listed, in the order of reports.</param>
    /// <param name="slots">The slot of every check.</param>
    /// <param name="dependencies">What every check depends on.</param>
    /// <param name="engine">The clock, and the count of changes.</param>
    public CheckSet(IReadOnlyList<Check> checks, IReadOnlyDictionary<Check, CheckSlot> slots, Dependencies dependencies, Engine engine)
    {
        (Checks, _engine) = (checks, engine);

        // Checks that are needed only as dependencies stand behind the listed ones.
        var all = new List<Check>(checks);
        var places = new Dictionary<Check, int>(ReferenceEqualityComparer.Instance);
        for (var i = 0; i < all.Count; i++)
        {
            places.Add(all[i], i);
        }

        var needed = new List<int[]>(all.Count);
        for (var i = 0; i < all.Count; i++)
        {
            needed.Add(PlacesOf(dependencies.Of(all[i])));
        }

        Slots = [.. all.Select(check => slots[check])];
        Dependencies = [.. needed];
        _holders = new int[]?[Slots.Length];
        HasQuick = Slots.Take(checks.Count).Any(static slot => slot.IsQuick);
        IsKeepable = checks.Count > 0 && Slots.Take(checks.Count).All(static slot => slot.Settings.Pace > TimeSpan.Zero);

        int[] PlacesOf(IReadOnlyList<Check> of)
        {
            // A disabled or silenced check does not hold back the checks that depend on it.
            var found = new List<int>(of.Count);
            foreach (var check in of.Where(check => slots[check].Settings is { Enabled: true, Silenced: false }))
            {
                if (!places.TryGetValue(check, out var place))
                {
                    places.Add(check, place = all.Count);
                    all.Add(check);
                }

                found.Add(place);
            }

            return found.Count == 0 ? [] : [.. found];
        }
    }

    /// <summary>The checks that are listed, in the order of reports.</summary>
    public IReadOnlyList<Check> Checks { get; }

    /// <summary>The listed checks in the order of <see cref="Checks"/>, then the checks that they depend on.</summary>
    public CheckSlot[] Slots { get; }

    /// <summary>For each of <see cref="Slots"/>, the places of the checks that it depends on.</summary>
    public int[][] Dependencies { get; }

    /// <summary>Whether any listed check can be run without a <see cref="CheckRun"/>.</summary>
    public bool HasQuick { get; }

    /// <summary>Whether the results of all listed checks are kept, so that a report on them can be kept too.</summary>
    public bool IsKeepable { get; }

    /// <summary>The callers that the lane's holder has found for this set so far, while it takes the tickets. Used by that holder alone.</summary>
    public LaneGroup? Arriving { get; set; }

    /// <summary>The last report, if every result in it is still fresh and nothing has changed since.</summary>
    public CheckReport? Kept => _kept is { } kept && kept.Change == _engine.Changes.Now && _engine.Time.GetTimestamp() < kept.ValidUntil ? kept.Report : null;

    /// <summary>If all results are kept and fresh, makes a report of them, which is served as long as they are fresh.</summary>
    public void Keep()
    {
        if (!IsKeepable || Kept is not null)
        {
            return;
        }

        // The count is read first: a change that comes while the results are collected makes the report invalid at once.
        var change = _engine.Changes.Now;
        var now = _engine.Time.GetTimestamp();
        var entries = new CheckReport.Entry[Checks.Count];
        var validFor = TimeSpan.MaxValue;
        for (var place = 0; place < entries.Length; place++)
        {
            var slot = Slots[place];
            if (!slot.State.TryGetFresh(slot.Settings, out var fresh, out var freshFor) || IsHeldBack(place))
            {
                return;
            }

            entries[place] = new CheckReport.Entry(Checks[place], slot.Settings, fresh);
            validFor = freshFor < validFor ? freshFor : validFor;
        }

        _kept = new KeptReport(new CheckReport(entries, TimeSpan.Zero), change, now + (long)(validFor.TotalSeconds * _engine.Time.TimestampFrequency));
    }

    /// <summary>Whether a check that this one depends on, directly or not, was unhealthy when it was last asked.</summary>
    public bool IsHeldBack(int place)
    {
        foreach (var holder in HoldersOf(place))
        {
            if (Slots[holder].State.Verdict == HealthStatus.Unhealthy)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// The places of the checks that hold this one back while they are unhealthy: its dependencies, and the checks that hold
    /// those back. The latter count only where a skipped dependency is itself unhealthy. Each place is found once, however many paths lead to it.
    /// </summary>
    private int[] HoldersOf(int place)
    {
        if (_holders[place] is { } known)
        {
            return known;
        }

        var holders = new HashSet<int>();
        foreach (var dependency in Dependencies[place])
        {
            holders.Add(dependency);
            if (Slots[dependency].Settings.FailureStatus == HealthStatus.Unhealthy)
            {
                holders.UnionWith(HoldersOf(dependency));
            }
        }

        // Two threads may find it at once; both results are equal.
        return _holders[place] = [.. holders];
    }

    private sealed record KeptReport(CheckReport Report, long Change, long ValidUntil);
}
