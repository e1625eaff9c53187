using System.Collections.Concurrent;
using HealthPoint.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace HealthPoint.Tests;

/// <summary>The application's own observers are told of reports and of verdicts that turn, and cannot harm the application.</summary>
public sealed class ObserverTests : IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(10);

    private readonly ManualTime _time = new();
    private readonly Puppet _check = new();
    private readonly ManualResetEventSlim _release = new();

    public void Dispose() => _release.Set();

    [Fact]
    public async Task A_verdict_that_turns_is_told_with_what_it_was_and_since_when()
    {
        await using var app = await StartAsync(static builder => builder.AddObserver<Recorder>());
        var recorder = app.Services.GetRequiredService<Recorder>();
        await AskAsync(app, HealthStatus.Healthy);
        var healthySince = _time.GetUtcNow() - Tick;
        await AskAsync(app, HealthStatus.Healthy);
        await AskAsync(app, HealthStatus.Degraded);
        var degradedSince = _time.GetUtcNow() - Tick;
        await AskAsync(app, HealthStatus.Degraded);
        await AskAsync(app, HealthStatus.Unhealthy);
        var unhealthySince = _time.GetUtcNow() - Tick;
        await AskAsync(app, HealthStatus.Healthy);
        var backSince = _time.GetUtcNow() - Tick;
        await Until.TrueAsync(() => recorder.Transitions.Count == 3);

        Assert.Equal(
            [
                ("a", HealthStatus.Healthy, HealthStatus.Degraded, degradedSince, healthySince, "run 3"),
                ("a", HealthStatus.Degraded, HealthStatus.Unhealthy, unhealthySince, degradedSince, "run 5"),
                ("a", HealthStatus.Unhealthy, HealthStatus.Healthy, backSince, (DateTimeOffset?)unhealthySince, "run 6"),
            ],
            recorder.Transitions.Select(static turn => (turn.Name, turn.Previous!.Value, turn.Current, turn.At, turn.PreviousSince, turn.Detail)));
        Assert.Equal(TimeSpan.Zero, recorder.Transitions.First().At.Offset);
    }

    [Fact]
    public async Task A_first_verdict_that_is_not_healthy_counts_and_had_none_before()
    {
        await using var app = await StartAsync(static builder => builder
            .AddCheck("fine", static (_, _) => ValueTask.FromResult(HealthCheckResult.Healthy()))
            .AddCheck("behind", static (_, _) => ValueTask.FromResult(HealthCheckResult.Healthy()), static check => check.DependsOn = ["a"])
            .AddObserver<Recorder>());
        var recorder = app.Services.GetRequiredService<Recorder>();
        var at = _time.GetUtcNow();
        await AskAsync(app, HealthStatus.Unhealthy);
        await recorder.ReportsAsync(1);

        // The skipped check has not turned, so the observer is told of the cause only.
        var first = Assert.Single(recorder.Transitions);
        Assert.Equal(("a", null, HealthStatus.Unhealthy, at, null, "run 1"), (first.Name, first.Previous, first.Current, first.At, first.PreviousSince, first.Detail));
    }

    [Fact]
    public async Task A_detail_is_told_at_full_length()
    {
        var text = new string('x', 10_000);
        await using var app = await StartAsync(builder => builder
            .AddCheck("long", (_, _) => ValueTask.FromResult(HealthCheckResult.Unhealthy(text)))
            .AddCheck("mute", static (_, _) => ValueTask.FromResult(HealthCheckResult.Unhealthy()))
            .AddObserver<Recorder>());
        var recorder = app.Services.GetRequiredService<Recorder>();
        await AskAsync(app, HealthStatus.Healthy);
        await recorder.ReportsAsync(1);
        Assert.Equal(text, recorder.Transitions.Single(static turn => turn.Name is "long").Detail);
        Assert.Null(recorder.Transitions.Single(static turn => turn.Name is "mute").Detail);
    }

    [Fact]
    public async Task Every_report_that_an_endpoint_answers_is_told_with_its_route_and_its_level()
    {
        await using var app = await StartAsync(
            static builder => builder.AddObserver<Recorder>(),
            static app =>
            {
                app.MapHealthPoint();
                var group = app.MapGroup("/shop/{tenant}");
                group.MapHealthPoint("/health");
            });
        var recorder = app.Services.GetRequiredService<Recorder>();
        await AskAsync(app, HealthStatus.Healthy);

        // These requests share one run, and then its kept result.
        await app.SendAsync("/health");
        await app.SendAsync("/health/", method: HttpMethod.Head);
        await app.SendAsync("/health/", "john:doe");
        Assert.Equal(2, _check.Runs);
        _time.Advance(Tick);
        await AskAsync(app, HealthStatus.Degraded, "/shop/a%22b/health");
        await AskAsync(app, HealthStatus.Unhealthy);
        await recorder.ReportsAsync(6);
        Assert.Equal(
            [
                ("/health/", 0, HealthStatus.Healthy), ("/health/", 0, HealthStatus.Healthy), ("/health/", 0, HealthStatus.Healthy), ("/health/", 0, HealthStatus.Healthy),
                ("/shop/{tenant}/health", 30, HealthStatus.Degraded), ("/health/", 40, HealthStatus.Unhealthy),
            ],
            recorder.Reports.Select(static told => (told.Context.Endpoint, told.Context.Level, told.Context.Status)));
        Assert.All(recorder.Reports, static told => Assert.Equal(("a", true), (Assert.Single(told.Report.Entries).Key, told.Report.Entries["a"].Description!.StartsWith("run", StringComparison.Ordinal))));
        Assert.All(recorder.Reports, static told => Assert.Empty(told.Context.Selection.Names.Concat(told.Context.Selection.Tags)));
    }

    [Fact]
    public async Task What_a_request_selected_is_told_as_far_as_it_exists()
    {
        await using var app = await StartAsync(static builder => builder
            .AddCheck("b", static (_, _) => ValueTask.FromResult(HealthCheckResult.Healthy()), static check => check.Tags = ["t", "u"])
            .AddCheck("c", static (_, _) => ValueTask.FromResult(HealthCheckResult.Unhealthy()))
            .AddObserver<Recorder>());
        var recorder = app.Services.GetRequiredService<Recorder>();
        await app.SendAsync("/health/?test=a&test=nothing&tag=t&tag=none&test=a", "john:doe");
        await app.SendAsync("/health/?test=nothing", "john:doe");
        await recorder.ReportsAsync(2);
        var (first, second) = (recorder.Reports.First(), recorder.Reports.Last());
        Assert.Equal("a;t;a,b;0", $"{string.Join(',', first.Context.Selection.Names)};{string.Join(',', first.Context.Selection.Tags)};{string.Join(',', first.Report.Entries.Keys)};{first.Context.Level}");
        Assert.Empty(second.Context.Selection.Names);
        Assert.Empty(second.Report.Entries);
    }

    [Fact]
    public async Task What_is_no_report_is_not_told()
    {
        await using var app = await StartAsync(
            static builder => builder.AddObserver<Recorder>(),
            static app =>
            {
                app.MapHealthPoint();
                app.MapHealthChecks("/hc");
            },
            settings: new() { ["HealthPoint:AllowAnonymousSelection"] = "false" });
        var recorder = app.Services.GetRequiredService<Recorder>();
        Assert.Equal(404, (await app.SendAsync("/health/?test=a")).Status);
        Assert.Equal(405, (await app.SendAsync("/health/", method: HttpMethod.Post)).Status);
        Assert.Equal(200, (await app.SendAsync("/hc")).Status);
        app.Reload("HealthPoint:AuthRequired", "true");
        Assert.Equal(401, (await app.SendAsync("/health/")).Status);
        Assert.Equal(200, (await app.SendAsync("/health/", "john:doe")).Status);
        await recorder.ReportsAsync(1);
        Assert.Equal(HealthStatus.Healthy, Assert.Single(recorder.Reports).Report.Status);
    }

    [Fact]
    public async Task Observers_are_told_everything_also_where_an_anonymous_caller_is_told_nothing()
    {
        // Checks that need nothing but a thread keep no details where no caller asks for details.
        await using var app = await TestApp.StartAsync(
            static builder => builder.AddObserver<Recorder>(), application: "Demanding", settings: TestSettings.Demanding.And(new() { ["HealthPoint:CacheDuration"] = "0" }));
        var recorder = app.Services.GetRequiredService<Recorder>();
        for (var i = 1; i <= 30; i++)
        {
            await app.SendAsync("/health/");
            await recorder.ReportsAsync(i);
            Assert.Equal("1", Assert.Single(recorder.Reports.Last().Report.Entries).Value.Description);
        }
    }

    [Fact]
    public async Task Observers_are_called_in_the_order_in_which_they_were_added_and_one_at_a_time()
    {
        await using var app = await StartAsync(static builder =>
        {
            builder.Services.AddSingleton<Journal>();
            builder.AddObserver<First>().AddObserver<Silent>().AddObserver<Second>();
        });
        var journal = app.Services.GetRequiredService<Journal>();
        await AskAsync(app, HealthStatus.Unhealthy);
        await AskAsync(app, HealthStatus.Healthy);
        await Until.TrueAsync(() => journal.Lines.Count == 8);
        Assert.Equal(
            ["First turned Unhealthy", "Second turned Unhealthy", "First read Unhealthy", "Second read Unhealthy", "First turned Healthy", "Second turned Healthy", "First read Healthy", "Second read Healthy"],
            journal.Lines.ToArray());
        Assert.False(journal.Overlapped);
        Assert.Equal(0, journal.CallsOnPool);
    }

    [Fact]
    public async Task An_observer_that_throws_harms_nobody_and_is_logged_once_a_minute()
    {
        await using var app = await StartAsync(static builder => builder.AddObserver<Thrower>().AddObserver<OtherThrower>().AddObserver<Recorder>());
        var recorder = app.Services.GetRequiredService<Recorder>();
        for (var i = 1; i <= 11; i++)
        {
            _check.Status = i % 2 == 0 ? HealthStatus.Healthy : HealthStatus.Unhealthy;
            Assert.Equal(_check.Status == HealthStatus.Healthy ? 200 : 500, (await app.SendAsync("/health/")).Status);
            await recorder.ReportsAsync(i);
            Assert.Equal(i, recorder.Transitions.Count);

            // The clock moves only after all observers were told. Otherwise the exception that is thrown at the end of a minute
            // would be logged for the report, and not for the transition before it.
            _time.Advance(Tick);
        }

        // Of eleven exceptions, ten seconds apart, the first and the seventh are logged.
        Assert.Equal(2, Lines(nameof(Thrower)).Length);
        Assert.Equal(2, Lines(nameof(OtherThrower)).Length);
        Assert.All(Lines(nameof(Thrower)), static line => Assert.Equal((LogLevel.Error, "on a transition"), (line.Level, line.Exception!.Message)));

        TestLog.Line[] Lines(string observer) => [.. app.Log.OfHealthPoint.Where(line => line.Message.StartsWith($"The observer HealthPoint.Tests.ObserverTests+{observer} threw", StringComparison.Ordinal))];
    }

    [Fact]
    public async Task An_observer_that_hangs_delays_nobody_and_loses_reports_but_no_transition()
    {
        await using var app = await StartAsync(builder =>
        {
            builder.Services.AddSingleton(_release);
            builder.AddObserver<Hanging>().AddObserver<Recorder>();
        });
        var recorder = app.Services.GetRequiredService<Recorder>();
        const int asked = 200;
        for (var i = 1; i <= asked; i++)
        {
            var status = i % 2 == 0 ? HealthStatus.Healthy : HealthStatus.Unhealthy;
            Assert.Equal(status == HealthStatus.Healthy ? 200 : 500, await AskAsync(app, status));
        }

        // The hanging observer hangs in its first call, which is that of the first transition.
        Assert.Empty(recorder.Transitions);
        Assert.Equal(asked - 128, Dropped(app));
        _release.Set();
        await Until.TrueAsync(() => recorder.Transitions.Count == asked && recorder.Reports.Count == 128);
        Assert.Equal(string.Join(' ', Enumerable.Range(1, asked).Select(static run => $"run {run}")), string.Join(' ', recorder.Transitions.Select(static turn => turn.Detail)));

        await AskAsync(app, HealthStatus.Healthy);
        await recorder.ReportsAsync(129);
        Assert.Equal(asked - 128, Dropped(app));
    }

    [Fact]
    public async Task What_waits_when_the_application_stops_is_delivered()
    {
        var app = await StartAsync(static builder => builder.AddObserver<Dawdler>().AddObserver<Recorder>());
        var recorder = app.Services.GetRequiredService<Recorder>();
        for (var i = 1; i <= 10; i++)
        {
            await AskAsync(app, i % 2 == 0 ? HealthStatus.Healthy : HealthStatus.Unhealthy);
        }

        await app.StopAsync();
        Assert.Equal((10, 10), (recorder.Transitions.Count, recorder.Reports.Count));
        await app.DisposeAsync();
    }

    [Fact]
    public async Task An_observer_that_hangs_is_not_waited_for_when_the_application_stops_and_is_not_called_any_more()
    {
        var app = await StartAsync(builder =>
        {
            builder.Services.AddSingleton(_release);
            builder.AddObserver<Hanging>().AddObserver<Recorder>();
        });
        var (hanging, recorder) = (app.Services.GetRequiredService<Hanging>(), app.Services.GetRequiredService<Recorder>());
        await AskAsync(app, HealthStatus.Unhealthy);
        await AskAsync(app, HealthStatus.Healthy);
        await Until.TrueAsync(() => hanging.Calls == 1);
        await app.StopAsync();
        await app.DisposeAsync();
        _release.Set();
        await Until.TrueAsync(() => hanging.Returned == 1);
        Assert.Equal((1, 0, 0), (hanging.Calls, recorder.Transitions.Count, recorder.Reports.Count));
    }

    [Fact]
    public async Task An_observer_that_is_added_twice_is_called_once_and_may_be_injected_and_is_disposed_once()
    {
        var app = await StartAsync(static builder => builder.AddObserver<Recorder>().AddObserver<Silent>().AddObserver<Recorder>());
        var recorder = app.Services.GetRequiredService<Recorder>();
        Assert.Same(recorder, app.Services.GetRequiredService<Recorder>());
        await AskAsync(app, HealthStatus.Unhealthy);
        await app.StopAsync();
        Assert.Single(recorder.Reports);
        Assert.Single(recorder.Transitions);
        await app.DisposeAsync();
        Assert.Equal(1, recorder.Disposals);
    }

    [Fact]
    public async Task An_observer_may_ask_for_what_it_observes()
    {
        await using var app = await StartAsync(static builder => builder.AddObserver<Curious>());
        await AskAsync(app, HealthStatus.Unhealthy);
        var curious = app.Services.GetRequiredService<Curious>();
        await Until.TrueAsync(() => curious.Read is not null);
        Assert.Equal(HealthStatus.Unhealthy, curious.Read);
    }

    [Fact]
    public async Task An_observer_that_cannot_be_made_stops_start_up() =>
        Assert.Contains(nameof(Journal), await TestApp.RefusesToStartAsync(static builder => builder.AddObserver<First>()), StringComparison.Ordinal);

    private async Task<int> AskAsync(TestApp app, HealthStatus status, string path = "/health/")
    {
        _check.Status = status;
        var answer = await app.SendAsync(path);
        _time.Advance(Tick);
        return answer.Status;
    }

    private Task<TestApp> StartAsync(Action<IHealthPointBuilder> configure, Action<WebApplication>? map = null, TestSettings? settings = null) => TestApp.StartAsync(
        builder =>
        {
            builder.AddCheck("a", _check.RunAsync);
            configure(builder);
        },
        map,
        settings: TestSettings.John.And(settings),
        before: builder => builder.Services.AddSingleton<TimeProvider>(_time));

    private static long Dropped(TestApp app)
    {
        using var metrics = new Measurements(app);
        return (long)metrics.Collect("healthpoint.observer.dropped_reports").Single().Value;
    }

    private sealed class Recorder : IHealthPointObserver, IDisposable
    {
        private int _disposals;

        public ConcurrentQueue<(HealthReport Report, HealthReportContext Context)> Reports { get; } = new();

        public ConcurrentQueue<HealthTransition> Transitions { get; } = new();

        public int Disposals => _disposals;

        public void OnReport(HealthReport report, HealthReportContext context) => Reports.Enqueue((report, context));

        public void OnTransition(HealthTransition transition) => Transitions.Enqueue(transition);

        public Task ReportsAsync(int count) => Until.TrueAsync(() => Reports.Count >= count);

        public void Dispose() => _disposals++;
    }

    private sealed class Journal
    {
        private int _inside;

        public ConcurrentQueue<string> Lines { get; } = new();

        public bool Overlapped { get; private set; }

        public int CallsOnPool { get; private set; }

        public void Write(string line)
        {
            Overlapped |= Interlocked.Increment(ref _inside) != 1;
            CallsOnPool += Thread.CurrentThread.IsThreadPoolThread ? 1 : 0;
            Thread.Yield();
            Lines.Enqueue(line);
            Interlocked.Decrement(ref _inside);
        }
    }

    private sealed class First(Journal journal) : IHealthPointObserver
    {
        public void OnReport(HealthReport report, HealthReportContext context) => journal.Write($"First read {report.Status}");

        public void OnTransition(HealthTransition transition) => journal.Write($"First turned {transition.Current}");
    }

    private sealed class Second(Journal journal) : IHealthPointObserver
    {
        public void OnReport(HealthReport report, HealthReportContext context) => journal.Write($"Second read {report.Status}");

        public void OnTransition(HealthTransition transition) => journal.Write($"Second turned {transition.Current}");
    }

    private sealed class Silent : IHealthPointObserver;

    private class Thrower : IHealthPointObserver
    {
        public void OnReport(HealthReport report, HealthReportContext context) => throw new InvalidOperationException("on a report");

        public void OnTransition(HealthTransition transition) => throw new InvalidOperationException("on a transition");
    }

    private sealed class OtherThrower : Thrower;

    private sealed class Dawdler : IHealthPointObserver
    {
        public void OnReport(HealthReport report, HealthReportContext context) => new ManualResetEventSlim().Wait(TimeSpan.FromMilliseconds(5));
    }

    private sealed class Hanging(ManualResetEventSlim release) : IHealthPointObserver
    {
        private int _calls;
        private int _returned;

        public int Calls => Volatile.Read(ref _calls);

        public int Returned => Volatile.Read(ref _returned);

        public void OnTransition(HealthTransition transition)
        {
            Interlocked.Increment(ref _calls);
            release.Wait();
            Interlocked.Increment(ref _returned);
        }
    }

    private sealed class Curious(HealthCheckService checks) : IHealthPointObserver
    {
        public HealthStatus? Read { get; private set; }

        public void OnTransition(HealthTransition transition) => _ = ReadAsync();

        private async Task ReadAsync() => Read = (await checks.CheckHealthAsync(TestContext.Current.CancellationToken)).Status;
    }
}
