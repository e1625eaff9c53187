using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Tests.Stress;

/// <summary>
/// The configuration, which changes while the application runs, and the settings that follow from it. Some reloads have a
/// mistake, and so change nothing.
/// </summary>
internal sealed class Reloads : ConfigurationProvider, IConfigurationSource
{
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(30);
    private static readonly double[] CacheDurations = [0, 0, 0, 0.05, 1];
    private static readonly string[][] TagSets = [[], ["red"], ["blue"], ["red", "blue"]];

    private readonly Random _random;
    private readonly IReadOnlyList<Subject> _subjects;
    private volatile Epoch[] _epochs = [];

    public Reloads(IReadOnlyList<Subject> subjects, int seed)
    {
        (_subjects, _random) = (subjects, new Random(seed));
        var checks = subjects.ToDictionary(static subject => subject.Name, NewModel, StringComparer.Ordinal);
        _epochs = [new Epoch(checks, Clock.Now)];
        Data = Keys(checks);
    }

    /// <summary>The settings in force.</summary>
    public Epoch Current => _epochs[^1];

    /// <summary>How many reloads had a mistake.</summary>
    public int Mistakes { get; private set; }

    public int Count { get; private set; }

    /// <summary>All settings that may have been in force at some moment between the two given.</summary>
    public Epoch[] Between(long from, long to) => [.. _epochs.Where(epoch => epoch.From <= to && epoch.Until >= from)];

    IConfigurationProvider IConfigurationSource.Build(IConfigurationBuilder builder) => this;

    /// <summary>Changes some settings now and then, until the token is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            await Clock.Pause(_random.Next(4) == 0 ? _random.Next(500, 2500) : _random.Next(20, 300), cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var checks = new Dictionary<string, CheckModel>(Current.Checks, StringComparer.Ordinal);
            for (var changes = _random.Next(1, 6); changes > 0; changes--)
            {
                var subject = _subjects[_random.Next(_subjects.Count)];
                checks[subject.Name] = NewModel(subject);
            }

            if (_random.Next(4) == 0)
            {
                // The other settings of the refused reload differ, so that the judge would see it if the application took them.
                Refuse(checks);
            }
            else
            {
                Apply(checks);
            }
        }
    }

    /// <summary>Gives every check the same settings, under which all of them run.</summary>
    public void Settle(TimeSpan timeout) => Apply(_subjects.ToDictionary(
        static subject => subject.Name,
        subject => new CheckModel { Name = subject.Name, DependsOn = subject.DependsOn, Timeout = timeout },
        StringComparer.Ordinal));

    /// <summary>Gives every check new settings.</summary>
    public void Shuffle() => Apply(_subjects.ToDictionary(static subject => subject.Name, NewModel, StringComparer.Ordinal));

    private void Apply(Dictionary<string, CheckModel> checks)
    {
        var last = Current;
        var now = Clock.Now;
        _epochs = [.. _epochs.Where(epoch => Clock.Between(epoch.Until, now) < Remembered), new Epoch(checks, now)];
        Data = Keys(checks);
        OnReload();
        last.Until = Clock.Now;
        Count++;
    }

    private void Refuse(Dictionary<string, CheckModel> checks)
    {
        var good = Data;
        var bad = Keys(checks);
        var name = _subjects[_random.Next(_subjects.Count)].Name;
        var (key, value) = _random.Next(5) switch
        {
            0 => ($"Checks:{name}:Timeout", "soon"),
            1 => ($"Checks:{name}:RefreshPeriod", "-1"),
            2 => ($"Checks:{name}:Enabeld", "true"),
            3 => ($"Checks:no-such-check-{Mistakes}:Enabled", "false"),
            _ => ("MaxConcurency", "3"),
        };
        bad["HealthPoint:" + key] = value;
        Data = bad;
        OnReload();
        Mistakes++;
        Data = good;
        OnReload();
        Count++;
    }

    private CheckModel NewModel(Subject subject)
    {
        var cacheDuration = TimeSpan.FromSeconds(subject.IsKept ? 0.1 + _random.NextDouble() : CacheDurations[_random.Next(CacheDurations.Length)]);
        TimeSpan? refreshPeriod = _random.Next(8) == 0 ? TimeSpan.FromMilliseconds(_random.Next(50, 700)) : null;
        return new CheckModel
        {
            Name = subject.Name,
            DependsOn = subject.DependsOn,
            Enabled = _random.Next(10) != 0,
            Silenced = _random.Next(10) == 0,
            Timeout = TimeSpan.FromMilliseconds(_random.Next(4) == 0 ? _random.Next(50, 2000) : _random.Next(50, 300)),
            CacheDuration = cacheDuration,
            RefreshPeriod = refreshPeriod,
            FailureThreshold = (cacheDuration > TimeSpan.Zero || refreshPeriod is not null) && _random.Next(4) == 0 ? 3 : 1,
            FailureStatus = _random.Next(6) == 0 ? HealthStatus.Degraded : HealthStatus.Unhealthy,
            Tags = subject.IsKept ? ["kept"] : TagSets[_random.Next(TagSets.Length)],
        };
    }

    private static Dictionary<string, string?> Keys(Dictionary<string, CheckModel> checks)
    {
        var keys = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        var silenced = 0;
        foreach (var check in checks.Values)
        {
            var key = $"HealthPoint:Checks:{check.Name}:";
            keys[key + "Enabled"] = check.Enabled ? "true" : "false";
            keys[key + "Timeout"] = Seconds(check.Timeout);
            keys[key + "CacheDuration"] = Seconds(check.CacheDuration);
            keys[key + "FailureThreshold"] = check.FailureThreshold.ToString(CultureInfo.InvariantCulture);
            keys[key + "FailureStatus"] = check.FailureStatus.ToString();
            if (check.Tags.Length == 0)
            {
                keys[key + "Tags"] = "";
            }

            for (var i = 0; i < check.Tags.Length; i++)
            {
                keys[$"{key}Tags:{i}"] = check.Tags[i];
            }

            if (check.RefreshPeriod is { } period)
            {
                keys[key + "RefreshPeriod"] = Seconds(period);
            }

            if (check.Silenced)
            {
                keys[$"HealthPoint:Silenced:{silenced++}"] = check.Name;
            }
        }

        return keys;
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.######", CultureInfo.InvariantCulture);
}
