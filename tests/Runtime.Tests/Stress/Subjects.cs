using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Stressed;

namespace HealthPoint.Tests.Stress;

/// <summary>The checks of the application under stress: generated ones, delegates, and foreign ones.</summary>
internal sealed class Subjects
{
    private const int AddedCount = 14, ForeignCount = 10;

    private static readonly Temper[] Kept = [Temper.Good, Temper.Flaky, Temper.Disposing, Temper.Ignoring];

    private static readonly Temper[] Synchronous = [Temper.Good, Temper.Good, Temper.Bad, Temper.Flaky, Temper.Slow, Temper.Sluggish, Temper.Sluggish, Temper.Turncoat, Temper.Turncoat, Temper.Turncoat];

    private readonly Random _random;
    private readonly Stage _stage;
    private readonly List<Subject> _generated = [], _added = [], _foreign = [];

    public Subjects(int seed, Stage stage)
    {
        (_random, _stage) = (new Random(seed), stage);
        for (var i = 0; i < Steering.Count; i++)
        {
            // The fixture declares the same dependencies.
            string[] needed = i switch { 14 => ["stressed-00"], 15 => ["stressed-01", "stressed-14"], _ => [] };
            _generated.Add(NewSubject(Steering.NameOf(i), Synchronous[i % Synchronous.Length], needed));
        }

        for (var i = 0; i < AddedCount; i++)
        {
            _added.Add(NewSubject($"added-{i:00}", NextTemper(i), ChooseNeeded()));
        }

        foreach (var temper in Kept)
        {
            _added.Add(new Subject($"kept-{temper}", temper, _random.Next(), stage) { IsKept = true });
        }

        for (var i = 0; i < ForeignCount; i++)
        {
            _foreign.Add(NewSubject($"foreign-{i:00}", NextTemper(i + 3), []));
        }
    }

    public IReadOnlyList<Subject> All => [.. _generated, .. _added, .. _foreign];

    public void AddTo(IHealthPointBuilder builder)
    {
        for (var i = 0; i < _generated.Count; i++)
        {
            Steering.Steer(i, _generated[i].Run);
        }

        builder.Services.AddScoped<BadScoped>();
        foreach (var subject in _added)
        {
            builder.AddCheck(subject.Name, subject.RunAsync, check => check.DependsOn = [.. subject.DependsOn]);
        }

        var theirs = builder.Services.AddHealthChecks();
        for (var i = 0; i < _foreign.Count; i++)
        {
            var subject = _foreign[i];
            switch (i % 3)
            {
                case 0:
                    theirs.AddCheck(subject.Name, new Foreign(subject, services: null));
                    break;
                case 1:
                    theirs.Add(new HealthCheckRegistration(subject.Name, services => new Foreign(subject, services), failureStatus: null, tags: null));
                    break;
                default:
                    theirs.AddAsyncCheck(subject.Name, async cancellation => await subject.RunAsync(services: null, cancellation), timeout: TimeSpan.FromSeconds(1));
                    break;
            }
        }
    }

    /// <summary>Resets what the fixture's checks run, so that nothing of the test is kept beyond it.</summary>
    public static void Forget()
    {
        for (var i = 0; i < Steering.Count; i++)
        {
            Steering.Steer(i, static () => (true, null));
        }
    }

    private Subject NewSubject(string name, Temper temper, string[] needed) => new(name, temper, _random.Next(), _stage) { DependsOn = needed };

    // Each temper comes at least once, then any.
    private Temper NextTemper(int number)
    {
        var tempers = Enum.GetValues<Temper>();
        return tempers[number < tempers.Length ? number : _random.Next(tempers.Length)];
    }

    // A check depends only on checks that were added before it, so that there is no circle.
    private string[] ChooseNeeded()
    {
        var before = _generated.Concat(_added).Select(static subject => subject.Name).ToArray();
        return _random.Next(3) != 0 ? [] : [.. Enumerable.Range(0, _random.Next(1, 3)).Select(_ => before[_random.Next(before.Length)]).Distinct(StringComparer.Ordinal)];
    }

    private sealed class Foreign(Subject subject, IServiceProvider? services) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            subject.RunAsync(services, cancellationToken).AsTask();
    }
}
