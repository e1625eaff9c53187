using System.Diagnostics;
using HealthPoint.Reports;
using HealthPoint.Threading;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Execution;

/// <summary>
/// What the checks of one set answered, or will answer, to all callers that asked together. One thread asks the checks; many threads read the answers.
/// </summary>
internal sealed class Answers
{
    // Stands for a check that was run quickly: its status is part of the worst one, and the callers here see nothing else of it.
    private static readonly Task<CheckOutcome> Quick = Task.FromResult<CheckOutcome>(null!);

    private static readonly Answers[] OnlyQuick =
        [.. Enum.GetValues<HealthStatus>().Order().Select(static status => new Answers(CheckReport.Without(status)))];

    /// <summary>
    /// How long a check waits for its dependencies beyond its own deadline. A dependency with the same deadline then has time to answer that it passed.
    /// </summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(50);

    private readonly CheckSet _set;
    private readonly HealthPointRunner _runner;
    private readonly Task<CheckOutcome>?[] _asked;
    private readonly int _listed;
    private readonly long _startedAt;
    private readonly Activity? _requester;
    private readonly TimeSpan _waited;
    private HealthStatus _worstOfQuick = HealthStatus.Healthy;
    private CheckReport? _report;

    /// <summary>Makes answers for which no check was asked yet.</summary>
    /// <param name="set">The checks.</param>
    /// <param name="runner">The runner that owns the checks.</param>
    /// <param name="requester">The activity of the caller that came first.</param>
    /// <param name="waited">How much of the callers' deadlines has passed already, in whole milliseconds.</param>
    public Answers(CheckSet set, HealthPointRunner runner, Activity? requester, TimeSpan waited)
    {
        (_set, _runner, _requester, _waited) = (set, runner, requester, waited);
        _asked = new Task<CheckOutcome>?[set.Slots.Length];
        _listed = set.Checks.Count;
        _startedAt = runner.Engine.Time.GetTimestamp();
    }

    private Answers(CheckReport report) => (_report, _set, _runner, _asked) = (report, null!, null!, []);

    /// <summary>The answers of a set whose checks were all run quickly; <paramref name="worst"/> is their worst status.</summary>
    public static Answers AllQuick(HealthStatus worst) => OnlyQuick[(int)worst];

    /// <summary>Whether all listed checks have answered, so that no caller has to wait for the report.</summary>
    public bool IsComplete
    {
        get
        {
            foreach (var answer in Listed)
            {
                if (answer is { IsCompleted: false })
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>What the listed checks answer. A report does not wait for checks that are in the set only because others depend on them.</summary>
    private ArraySegment<Task<CheckOutcome>?> Listed => new(_asked, 0, _listed);

    /// <summary>Notes that the check at this place was run quickly.</summary>
    public void AddQuick(int place) => _asked[place] = Quick;

    /// <summary>Asks for all listed checks that were not run quickly. Returns at once.</summary>
    /// <param name="worstOfQuick">The worst status of the checks that were run quickly.</param>
    public void AskAll(HealthStatus worstOfQuick = HealthStatus.Healthy)
    {
        _worstOfQuick = worstOfQuick;
        for (var place = 0; place < _set.Checks.Count; place++)
        {
            _ = Ask(place);
        }
    }

    /// <summary>The report, once all listed checks have answered: at the latest at the largest of their deadlines.</summary>
    public async ValueTask<CheckReport> ReportAsync(CancellationToken leaving)
    {
        if (_report is { } made)
        {
            return made;
        }

        if (!IsComplete)
        {
            await Task.WhenAll(Listed.OfType<Task<CheckOutcome>>()).WaitAsync(leaving).ConfigureAwait(false);
        }

        var entries = new List<CheckReport.Entry>(_set.Checks.Count);
        for (var place = 0; place < _set.Checks.Count; place++)
        {
            if (_asked[place] is { } answer && answer != Quick)
            {
                entries.Add(new CheckReport.Entry(_set.Checks[place], _set.Slots[place].Settings, await answer.ConfigureAwait(false)));
            }
        }

        // Several callers may make the report at once; their reports are equal.
        _set.Keep();
        return _report = new CheckReport(entries, _runner.Engine.Time.GetElapsedTime(_startedAt), _worstOfQuick);
    }

    private Task<CheckOutcome> Ask(int place)
    {
        var slot = _set.Slots[place];
        return _asked[place] ??= _set.Dependencies[place].Length == 0
            ? _runner.Ask(slot.State, slot.Settings, _waited, _requester)
            : AskDependentAsync(place, slot);
    }

    private async Task<CheckOutcome> AskDependentAsync(int place, CheckSlot slot)
    {
        // A fresh result is not thrown away because a dependency is slow.
        if (slot.State.TryGetFresh(slot.Settings, out var fresh, out _) && !_set.IsHeldBack(place))
        {
            return fresh;
        }

        var needed = new List<(CheckSlot Slot, Task<CheckOutcome> Answer)>(_set.Dependencies[place].Length);
        foreach (var dependency in _set.Dependencies[place])
        {
            needed.Add((_set.Slots[dependency], Ask(dependency)));
        }

        while (true)
        {
            // The first dependency that is down decides; the others are not waited for. Each pass of this loop looks at every
            // dependency once, so a dependency that ends at this moment is neither judged too early nor dropped without a judgement.
            for (var i = 0; i < needed.Count;)
            {
                var (dependency, answer) = needed[i];
                if (!answer.IsCompleted)
                {
                    i++;
                }
                else if (await answer.ConfigureAwait(false) is { Status: HealthStatus.Unhealthy } outcome)
                {
                    return CheckOutcome.Skipped(outcome.SkippedFor ?? dependency.State.Check.Name, slot.Settings);
                }
                else
                {
                    needed.RemoveAt(i);
                }
            }

            var waited = _waited + Later.InWholeMilliseconds(_runner.Engine.Time.GetElapsedTime(_startedAt));
            if (needed.Count == 0 && waited < slot.Settings.Timeout)
            {
                return await _runner.Ask(slot.State, slot.Settings, waited, _requester).ConfigureAwait(false);
            }

            if (needed.Count == 0 || !await Later.EndsWithinAsync(Task.WhenAny(needed.Select(static one => one.Answer)), slot.Settings.Timeout + Grace - waited, _runner.Engine.Time).ConfigureAwait(false))
            {
                var names = needed.Count == 0 ? "" : $", waiting for {string.Join(", ", needed.Select(static one => one.Slot.State.Check.Name))}";
                return slot.State.NotStarted(slot.Settings, names);
            }
        }
    }
}
