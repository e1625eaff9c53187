using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Tests.Stress;

/// <summary>Compares answers with what was promised.</summary>
internal sealed partial class Judge(IReadOnlyList<Subject> subjects, Reloads settings, Delays delays, Findings findings)
{
    private static readonly TimeSpan Promised = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// By how much a detail may be older than its result: a check knows the end of its run a little before the runner does.
    /// </summary>
    private static readonly TimeSpan BeforeItsEnd = TimeSpan.FromMilliseconds(20);

    private readonly Dictionary<string, Subject> _subjects = subjects.ToDictionary(static subject => subject.Name, StringComparer.Ordinal);
    private int _answers, _entries, _timedOut;

    /// <summary>How many answers were judged.</summary>
    public int Answers => _answers;

    /// <summary>How many entries said that a check timed out.</summary>
    public int TimedOut => _timedOut;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{_answers} answers, {_entries} entries, {_timedOut} of them timed out");

    /// <summary>Judges one answer.</summary>
    public async Task JudgeAsync(Answer answer)
    {
        Interlocked.Increment(ref _answers);
        var (question, status, body) = answer;
        var epochs = settings.Between(answer.Arrived, answer.Answered);
        await JudgeTimeAsync(answer);
        JudgeStatus(question, status, epochs);
        if (body is null)
        {
            return;
        }

        try
        {
            using var json = JsonDocument.Parse(body);
            if (question.SeesDetails && !question.IsRefused)
            {
                await JudgeEntriesAsync(answer, json.RootElement, epochs);
            }
            else if (body is not "{}")
            {
                findings.Add("Details reach viewers only", $"{question}: {body}");
            }
        }
        catch (JsonException)
        {
            findings.Add("Every answer is valid JSON", $"{question}: {status} {body}");
        }
    }

    private async Task JudgeTimeAsync(Answer answer)
    {
        // The time is measured on the server, since a slow connection is not the report's fault. The settings that count are those
        // at the request's arrival.
        var taken = Clock.Between(answer.Arrived, answer.Answered);
        var deadline = settings.Between(answer.Arrived, Clock.After(answer.Arrived, Promised))
            .Max(epoch => epoch.DeadlineOf(answer.Question.ChecksUnder(epoch).Select(static check => check.Name)));
        if (taken > deadline + Promised)
        {
            var late = await delays.BetweenAsync(answer.Arrived, answer.Answered);
            if (taken > deadline + Promised + late)
            {
                var runs = string.Join("; ", answer.Question.Tests.Where(_subjects.ContainsKey).Select(name => _subjects[name].RunsSeenFrom(answer.Arrived)));
                findings.Add(
                    "A report is complete within its deadline + 100 ms",
                    Text($"{answer.Question}: {taken.TotalMilliseconds:0} ms instead of {deadline.TotalMilliseconds:0}, while the machine accounts for {late.TotalMilliseconds:0}; since it arrived, {runs}: {answer.Status} {answer.Body}"));
            }
        }
    }

    private void JudgeStatus(Question question, int status, Epoch[] epochs)
    {
        var mayBeUnknown = question.IsRefused || epochs.Any(epoch => question.UnknownUnder(epoch).Any());
        if (status != 200 && status != question.Target.FailureStatus && (status != 404 || !mayBeUnknown))
        {
            findings.Add("Every status is a documented one", $"{question}: {status}");
        }

        // Every caller must see that a check fails which always fails.
        var mustFail = epochs.Length > 0 && !question.IsRefused && epochs.All(epoch => question.ChecksUnder(epoch).Any(check =>
            _subjects[check.Name].Temper == Temper.Bad && check is { Silenced: false, FailureThreshold: 1, FailureStatus: HealthStatus.Unhealthy }));
        if (mustFail && status != question.Target.FailureStatus)
        {
            findings.Add("What fails is never lost", $"{question}: {status}, although a check in it always fails");
        }
    }

    private async Task JudgeEntriesAsync(Answer answer, JsonElement report, Epoch[] epochs)
    {
        var (question, status, _) = answer;
        var entries = report.EnumerateObject()
            .SelectMany(static group => group.Value.EnumerateObject().Select(entry => new Entry(group.Name, entry.Name, entry.Value.GetString() ?? "")))
            .ToArray();
        Interlocked.Add(ref _entries, entries.Length);

        var unknown = entries.Where(static entry => entry.Detail is "Unknown health check" or "Unknown tag").ToArray();
        var known = entries.Except(unknown).ToArray();
        var epoch = Array.Find(epochs, epoch => Fits(question, epoch, known, unknown));
        if (epoch is null)
        {
            findings.Add("A report holds every selected check exactly once", Differences(question, epochs, known, unknown));
        }

        var failing = known.Any(static entry => entry.Group is "error");
        var expected = failing ? question.Target.FailureStatus : unknown.Length > 0 ? 404 : 200;
        if (status != expected && !question.Target.IsTheirs)
        {
            findings.Add("The status is that of the entries", $"{question}: {status} instead of {expected}: {report}");
        }

        foreach (var entry in known)
        {
            if (entry.Detail.Contains("timed out", StringComparison.Ordinal))
            {
                Interlocked.Increment(ref _timedOut);
            }

            if (entry.Group is "error" or "warning" && _subjects.GetValueOrDefault(entry.Name)?.Temper == Temper.Good && !ItsOwnFaultLess().IsMatch(entry.Detail))
            {
                findings.Add("A check that passes fails for a reason only", $"{question}: {entry}");
            }

            if (EndOfRun().Match(entry.Detail) is { Success: true } match)
            {
                await JudgeAgeAsync(answer, entry, long.Parse(match.Groups["end"].Value, CultureInfo.InvariantCulture), epochs);
            }
        }
    }

    private async Task JudgeAgeAsync(Answer answer, Entry entry, long ended, Epoch[] epochs)
    {
        // A result was fresh when the report took it, and that was after the request arrived.
        var age = Clock.Between(ended, answer.Arrived);
        var fresh = epochs.Where(epoch => epoch.Checks.ContainsKey(entry.Name)).Select(epoch => epoch.Checks[entry.Name].Freshness).DefaultIfEmpty().Max();
        if (age > fresh + BeforeItsEnd)
        {
            var late = await delays.BetweenAsync(ended, answer.Answered);
            if (age > fresh + BeforeItsEnd + late)
            {
                findings.Add(
                    "No result is older than its freshness",
                    Text($"{answer.Question}: {entry} is {age.TotalMilliseconds:0} ms old instead of {fresh.TotalMilliseconds:0}, while the machine accounts for {late.TotalMilliseconds:0}"));
            }
        }
    }

    private static bool Fits(Question question, Epoch epoch, Entry[] known, Entry[] unknown)
    {
        var expected = question.ChecksUnder(epoch).ToArray();
        return known.Length == expected.Length
            && expected.All(check => known.Count(entry => string.Equals(entry.Name, check.Name, StringComparison.Ordinal)
                && (question.Target.IsTheirs || entry.Group is "silenced" == check.Silenced)) == 1)
            && (question.Target.IsTheirs || unknown.Select(static entry => entry.Name).Order(StringComparer.Ordinal)
                .SequenceEqual(question.UnknownUnder(epoch).Order(StringComparer.Ordinal), StringComparer.Ordinal));
    }

    private static string Differences(Question question, Epoch[] epochs, Entry[] known, Entry[] unknown)
    {
        var twice = known.GroupBy(static entry => entry.Name, StringComparer.Ordinal).Where(static group => group.Count() > 1).Select(static group => group.Key);
        var differences = epochs.Select(epoch =>
        {
            var expected = question.ChecksUnder(epoch).Select(static check => check.Name).ToArray();
            var names = known.Select(static entry => entry.Name).ToArray();
            return $"lost [{string.Join(' ', expected.Except(names, StringComparer.Ordinal))}] too many [{string.Join(' ', names.Except(expected, StringComparer.Ordinal))}]"
                + $" silenced [{string.Join(' ', question.ChecksUnder(epoch).Where(static check => check.Silenced).Select(static check => check.Name))}]"
                + $" unknown [{string.Join(' ', question.UnknownUnder(epoch))}]";
        });
        return $"{question}: twice [{string.Join(' ', twice)}], silenced [{string.Join(' ', known.Where(static entry => entry.Group is "silenced").Select(static entry => entry.Name))}], "
            + $"unknown [{string.Join(' ', unknown.Select(static entry => entry.Name))}]; by the settings: {string.Join(" or ", differences)}";
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex("@(?<end>[0-9]+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EndOfRun();

    [GeneratedRegex("timed out|not started|skipped|stale", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ItsOwnFaultLess();

    private sealed record Entry(string Group, string Name, string Detail);
}
