using HealthPoint.Discovery;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Execution;

/// <summary>
/// The checks of one selection under one state of the settings, made ready to be asked many times; and the last report
/// on them, as long as it holds. Thread-safe.
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

        // Those that only dependencies lead to stand behind those that are listed.
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
            // A disabled or silenced check holds nobody back.
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

    /// <summary>The listed checks, parallel to <see cref="Checks"/>, then those that they depend on.</summary>
    public CheckSlot[] Slots { get; }

    /// <summary>The places of what each of <see cref="Slots"/> depends on.</summary>
    public int[][] Dependencies { get; }

    /// <summary>Whether any of the listed ones can be run without a <see cref="CheckRun"/>.</summary>
    public bool HasQuick { get; }

    /// <summary>Whether results of all listed ones are kept, so that a report on them is.</summary>
    public bool IsKeepable { get; }

    /// <summary>The callers that the lane's holder has found for this set so far, while it takes them. Belongs to the lane's holder.</summary>
    public LaneGroup? Arriving { get; set; }

    /// <summary>The last report, if every result in it is still fresh and nothing has changed since.</summary>
    public CheckReport? Kept => _kept is { } kept && kept.Change == _engine.Changes.Now && _engine.Time.GetTimestamp() < kept.ValidUntil ? kept.Report : null;

    /// <summary>Makes a report of results that are kept, where all of them are, to be served as long as they are fresh.</summary>
    public void Keep()
    {
        if (!IsKeepable || Kept is not null)
        {
            return;
        }

        // First the count: what changes while the results are collected makes the report untrue at once.
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

    /// <summary>Whether a check that this one depends on, or one behind it, was unhealthy when it was last asked.</summary>
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
    /// The places of the checks that hold this one back while they are unhealthy: what it depends on, and what those are
    /// skipped for, where that fails them. Each is found once, however many ways lead to it.
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

        // Found by two threads at once, it is the same.
        return _holders[place] = [.. holders];
    }

    private sealed record KeptReport(CheckReport Report, long Change, long ValidUntil);
}
