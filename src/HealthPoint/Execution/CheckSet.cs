using HealthPoint.Contract;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint;

/// <summary>
/// The checks of one selection under one state of the settings, made ready to be asked many times; and the last report
/// on them, as long as it holds. Thread-safe.
/// </summary>
internal sealed class CheckSet
{
    private readonly TimeProvider _time;
    private readonly ChangeCount _changes;
    private readonly bool _keepable;
    private volatile KeptReport? _kept;
    private volatile bool _noneIsNew;

    /// <summary>Prepares a selection.</summary>
    /// <param name="checks">The checks that are listed, in the order of reports.</param>
    /// <param name="settings">The settings in force.</param>
    /// <param name="probes">The probe of every check.</param>
    /// <param name="dependencies">What every check depends on.</param>
    /// <param name="engine">The clock, and the count of changes.</param>
    public CheckSet(IReadOnlyList<Check> checks, Settings settings, IReadOnlyDictionary<Check, Probe> probes, Dependencies dependencies, Engine engine)
    {
        (Checks, _time, _changes) = (checks, engine.Time, engine.Changes);

        // Those that only dependencies lead to stand behind those that are listed.
        var all = new List<Check>(checks);
        var places = new Dictionary<Check, int>(checks.Count, ReferenceEqualityComparer.Instance);
        for (var i = 0; i < checks.Count; i++)
        {
            places.Add(checks[i], i);
        }

        var slots = new List<Slot>(checks.Count);
        for (var i = 0; i < all.Count; i++)
        {
            slots.Add(new Slot(probes[all[i]], settings[all[i]], PlacesOf(dependencies.Of(all[i])), !dependencies.IsDependency(all[i])));
        }

        Slots = [.. slots];
        HasQuick = slots.Exists(static slot => slot.IsQuick);
        _keepable = slots.Take(checks.Count).All(static slot => slot.Settings.Pace > TimeSpan.Zero);

        int[] PlacesOf(IReadOnlyList<Check> needed)
        {
            // A disabled or silenced check holds nobody back.
            var found = new List<int>(needed.Count);
            foreach (var check in needed.Where(check => settings[check] is { Enabled: true, Silenced: false }))
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
    public Slot[] Slots { get; }

    /// <summary>Whether any of them can be run without a <see cref="CheckRun"/>.</summary>
    public bool HasQuick { get; }

    /// <summary>Whether any of them has never run.</summary>
    public bool HasNew => !_noneIsNew && !(_noneIsNew = !Array.Exists(Slots, static slot => slot.Probe.IsNew));

    /// <summary>The last report, if every result in it is still fresh and nothing has changed since.</summary>
    public CheckReport? Kept => _kept is { } kept && kept.Change == _changes.Now && _time.GetTimestamp() < kept.ValidUntil ? kept.Report : null;

    /// <summary>Makes a report of results that are kept, where all of them are, to be served as long as they are fresh.</summary>
    public void Keep()
    {
        if (!_keepable || Checks.Count == 0 || Kept is not null)
        {
            return;
        }

        // First the count: what changes while the results are collected makes the report untrue at once.
        var change = _changes.Now;
        var now = _time.GetTimestamp();
        var entries = new CheckReport.Entry[Checks.Count];
        var validFor = TimeSpan.MaxValue;
        for (var i = 0; i < entries.Length; i++)
        {
            var slot = Slots[i];
            if (!slot.Probe.TryGetFresh(slot.Settings, out var fresh, out var freshFor) || IsHeldBack(slot))
            {
                return;
            }

            entries[i] = new CheckReport.Entry(Checks[i], slot.Settings, fresh);
            validFor = freshFor < validFor ? freshFor : validFor;
        }

        _kept = new KeptReport(new CheckReport(entries, TimeSpan.Zero), change, now + (long)(validFor.TotalSeconds * _time.TimestampFrequency));
    }

    /// <summary>Whether a check that this one depends on, or one behind it, was unhealthy when it was last asked.</summary>
    public bool IsHeldBack(Slot slot)
    {
        foreach (var dependency in slot.Dependencies)
        {
            // One that is skipped for that holds this one back only where its own failure is more than a warning.
            var needed = Slots[dependency];
            if (needed.Probe.Verdict == HealthStatus.Unhealthy || (needed.Settings.FailureStatus == HealthStatus.Unhealthy && IsHeldBack(needed)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>One check of the set.</summary>
    internal sealed class Slot(Probe probe, CheckSettings settings, int[] dependencies, bool mayBeQuick)
    {
        public Probe Probe { get; } = probe;

        public CheckSettings Settings { get; } = settings;

        /// <summary>The places of what it depends on.</summary>
        public int[] Dependencies { get; } = dependencies;

        /// <summary>
        /// Whether a run needs nothing but a thread: no token, no scope, no memory of its result. Nobody but callers that
        /// see no detail asks for more than its status.
        /// </summary>
        public bool IsQuick { get; } =
            mayBeQuick && dependencies.Length == 0 && probe.Check is GeneratedCheck { Traits: HealthTraits.Synchronous } && settings.Pace == TimeSpan.Zero;

        // The same each time, since a quick run takes none of it but its arguments.
        private HealthInvocation Invocation { get; } = new(NoServices.Instance, settings.Arguments, CancellationToken.None);

        /// <summary>Runs the check on this thread. Never throws.</summary>
        public HealthCheckResult RunQuickly()
        {
            try
            {
                // Synchronous, as the generated code says of it, so there is nothing to wait for.
                var answer = Probe.Check.InvokeAsync(Invocation, Settings);
                return answer.IsCompleted ? answer.GetAwaiter().GetResult() : HealthCheckResult.Unhealthy("the generated code calls the check synchronous, but it is not");
            }
            catch (Exception exception)
            {
                return HealthCheckResult.Unhealthy(exception: exception);
            }
        }
    }

    private sealed record KeptReport(CheckReport Report, long Change, long ValidUntil);
}
