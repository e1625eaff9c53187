using System.Globalization;
using System.Text.Json;
using HealthPoint.Tests.Hosting;
using HealthPoint.Tests.Stress;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace HealthPoint.Tests;

/// <summary>
/// Everything at once, on real time: checks of every kind that behave in every way, callers of every kind, and settings
/// that change. <c>HEALTHPOINT_STRESS_SECONDS</c> says for how long (8, or 30 where <c>HEALTHPOINT_DRAWS</c> is <c>all</c>).
/// <c>HEALTHPOINT_STRESS_SEED</c> says which checks, settings and callers there are. The machine decides what happens when.
/// </summary>
[Collection(Alone.Name)]
public sealed class StressTests : IDisposable
{
    private const int CallerCount = 24, ModestCallers = 16, Places = 8;

    /// <summary>How many more threads than before are no leak: the thread pool adds some for a while.</summary>
    private const int ThreadsOfThePool = 8;

    /// <summary>How much more memory is no leak after many thousand answers: buffers and caches grow in steps.</summary>
    private const long BytesOfBuffers = 1 << 19;

    private readonly Findings _findings = new();
    private readonly Stage _stage;

    public StressTests() => _stage = new Stage(_findings);

    [Fact]
    public async Task Whatever_checks_callers_and_reloads_do_no_promise_is_broken()
    {
        var seconds = Number("HEALTHPOINT_STRESS_SECONDS") ?? Draws.Of(all: 30, few: 8);
        var seed = Number("HEALTHPOINT_STRESS_SEED") ?? Random.Shared.Next();
        var replay = string.Create(CultureInfo.InvariantCulture, $"replay with HEALTHPOINT_STRESS_SEED={seed} HEALTHPOINT_STRESS_SECONDS={seconds}");
        Console.WriteLine($"Stress test: {replay}");

        // The test runner holds one thread of the pool for itself, and other code may hold more. The application shall have as many
        // threads as it has elsewhere: where all are held, the pool needs up to a second until it has another.
        ThreadPool.GetMinThreads(out var workers, out var ports);
        var held = Math.Max(1, Footprint.CountHeldThreadsOfPool());
        ThreadPool.SetMinThreads(Math.Max(workers, Environment.ProcessorCount + held), ports);
        TaskScheduler.UnobservedTaskException += Unobserved;
        try
        {
            var summary = await StressAsync(TimeSpan.FromSeconds(seconds), seed) + $", {held} of the pool held by others before";
            Console.WriteLine($"{summary}\n{_findings}");
            Assert.False(_findings.Any, $"{replay}\n{_findings}\n{summary}");
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= Unobserved;
            ThreadPool.SetMinThreads(workers, ports);
            Subjects.Forget();
        }
    }

    public void Dispose() => _stage.Dispose();

    private async Task<string> StressAsync(TimeSpan time, int seed)
    {
        var subjects = new Subjects(seed, _stage);
        var settings = new Reloads(subjects.All, seed + 1);
        var delays = new Delays();
        var log = new ErrorLog(_findings);
        var judge = new Judge(subjects.All, settings, delays, _findings);
        var strangers = Footprint.CountOwnThreads();
        await using var app = await StartAsync(subjects, settings, log);
        var callers = new Callers(app.Client, subjects.All, judge, _findings);

        using var measured = new CancellationTokenSource();
        var measuring = delays.RunAsync(() => app.Client.GetStringAsync(new Uri("/bare", UriKind.Relative), CancellationToken.None), measured.Token);
        await SettleAsync("at the start", callers, subjects, settings);
        var before = Footprint.Measure();

        var footprints = new List<Footprint>();
        for (var half = 0; half < 2; half++)
        {
            settings.Shuffle();
            _stage.Unleash();
            using (var ends = new CancellationTokenSource(time / 2, TimeProvider.System))
            {
                var first = seed + 2 + (half * (CallerCount + 1));
                await Task.WhenAll(Enumerable.Range(first, CallerCount)
                    .Select(number => Task.Run(() => callers.RunAsync(new Random(number), number < first + ModestCallers, ends.Token), CancellationToken.None))
                    .Append(settings.RunAsync(ends.Token)));
            }

            _stage.CalmDown();
            await SettleAsync(half == 0 ? "after one half" : "at the end", callers, subjects, settings);
            footprints.Add(Footprint.Measure());
        }

        await measured.CancelAsync();
        await measuring;
        var (threads, ownThreads) = await WaitForThreadsAsync(before.Threads + ThreadsOfThePool, strangers);
        if (threads > before.Threads + ThreadsOfThePool || ownThreads > strangers)
        {
            _findings.Add(
                "Threads are as many as before", $"{threads} instead of {before.Threads}, {ownThreads} of them for checks instead of {strangers}; between: {string.Join(", ", footprints)}");
        }

        if (footprints[1].Bytes > footprints[0].Bytes + BytesOfBuffers)
        {
            _findings.Add("Memory is as much as before", $"{footprints[1]} after the second half, {footprints[0]} after the first, {before} before");
        }

        if (log.Refused != settings.Mistakes)
        {
            _findings.Add("A reload with a mistake is refused", $"{log.Refused} of {settings.Mistakes}");
        }

        // Without this, a stress test that stresses nothing would pass too.
        if (judge.Answers < 10 * time.TotalSeconds || judge.TimedOut == 0 || subjects.All.Any(static subject => subject is { Runs: 0, DependsOn: [] }))
        {
            _findings.Add("Everything was tried", $"{judge}; never run: [{string.Join(' ', subjects.All.Where(static subject => subject.Runs == 0).Select(static subject => subject.Name))}]");
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
             {judge}; {callers.Left} callers left, {settings.Count} reloads, {settings.Mistakes} of them with a mistake; {subjects.All.Sum(static subject => subject.Runs)} runs
             the machine was late by up to {delays.LongestWake.TotalMilliseconds:0} ms, a bare request took up to {delays.LongestRequest.TotalMilliseconds:0} ms
             before {before}, after the halves {string.Join(" and ", footprints)}, at the end {threads} threads
             """);
    }

    /// <summary>
    /// Lets all checks behave and run, and looks whether each of them still runs, and whether the queue has all its places.
    /// </summary>
    private async Task SettleAsync(string when, Callers callers, Subjects subjects, Reloads settings)
    {
        settings.Settle(TimeSpan.FromSeconds(10));
        var began = Clock.Now;
        while (_stage.Inside > 0 && Clock.Since(began) < TimeSpan.FromSeconds(10))
        {
            await Clock.Pause(5);
        }

        // A few tries show how many checks run side by side, also on a machine that is busy with something else.
        var most = 0;
        for (var tries = 0; tries < 20 && most < Places; tries++)
        {
            _stage.Linger(TimeSpan.FromMilliseconds(20));
            var runs = subjects.All.ToDictionary(static subject => subject, static subject => subject.Runs);
            var (status, body) = await callers.AskForAllAsync();
            most = Math.Max(most, _stage.Most);
            var idle = runs.Where(static run => run.Key.Runs == run.Value && run.Key.DependsOn.Count == 0).Select(static run => run.Key.Name).ToArray();
            var failing = Failing(body).Where(name => subjects.All.Single(subject => string.Equals(subject.Name, name, StringComparison.Ordinal)) is { Temper: not Temper.Bad, DependsOn: [] }).ToArray();
            if (idle.Length + failing.Length > 0)
            {
                _findings.Add("A check runs again when what it hung in is over", $"{when}: not run [{string.Join(' ', idle)}], failing [{string.Join(' ', failing)}] ({status} {body})");
            }
        }

        _stage.Linger(TimeSpan.Zero);
        if (most != Places)
        {
            _findings.Add("As many checks run at once as there are places", $"{when}: {most} instead of {Places}");
        }

        static IEnumerable<string> Failing(string? body)
        {
            using var json = JsonDocument.Parse(body ?? "{}");
            return json.RootElement.TryGetProperty("error", out var errors) ? [.. errors.EnumerateObject().Select(static error => error.Name)] : [];
        }
    }

    private Task<TestApp> StartAsync(Subjects subjects, Reloads settings, ErrorLog log)
    {
        return TestApp.StartAsync(
            subjects.AddTo,
            app =>
            {
                app.Use(async (context, next) =>
                {
                    var arrived = Clock.Now;
                    context.Response.OnStarting(() =>
                    {
                        context.Response.Headers[Callers.TimesHeader] = string.Create(CultureInfo.InvariantCulture, $"{arrived} {Clock.Now}");
                        return Task.CompletedTask;
                    });
                    _stage.Ambient.Value = "of a request";
                    await next(context);
                    if (string.Equals(Thread.CurrentThread.Name, "HealthPoint deadlines", StringComparison.Ordinal))
                    {
                        _findings.Add("The thread of the deadlines runs nothing else", $"the application's own code after {context.Request.Path}");
                    }
                });
                app.MapHealthPoint();
                app.MapHealthPoint("/health/anyone/", static endpoint => (endpoint.AllowAnonymousSelection, endpoint.FailureStatusCode) = (true, 503));
                app.MapHealthPoint("/health/kept/", static endpoint => endpoint.Tags = ["kept"]);
                app.MapHealthPoint("/health/red/", static endpoint => endpoint.Tags = ["red"]);
                app.MapHealthPoint("/health/blue/", static endpoint => (endpoint.Tags, endpoint.FailureStatusCode) = (["blue"], 503));
                app.MapHealthChecks("/hc", new HealthCheckOptions { ResponseWriter = WriteAsync });
                app.MapHealthChecks("/hc/red", new HealthCheckOptions { ResponseWriter = WriteAsync, Predicate = static check => check.Tags.Contains("red") });
                app.MapGet("/bare", static () => "bare");
            },
            "Stressed",
            TestSettings.John.And(new() { ["HealthPoint:MaxConcurrency"] = Places.ToString(CultureInfo.InvariantCulture) }),
            builder =>
            {
                builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Error);

                // Before .NET 9, the framework's host filter refuses the caller at which it is just looking when the configuration is
                // reloaded (https://github.com/dotnet/aspnetcore/issues/51960). The hosts that it allows do not change here.
                builder.Services.RemoveAll<IOptionsChangeTokenSource<HostFilteringOptions>>();
                ((Microsoft.Extensions.Configuration.IConfigurationBuilder)builder.Configuration).Add(settings);
            });

        static Task WriteAsync(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(
            report.Entries.GroupBy(static entry => entry.Value.Status switch { HealthStatus.Healthy => "success", HealthStatus.Degraded => "warning", _ => "error" }, StringComparer.Ordinal)
                .ToDictionary(static group => group.Key, static group => group.ToDictionary(static entry => entry.Key, static entry => entry.Value.Description ?? "", StringComparer.Ordinal), StringComparer.Ordinal));
    }

    /// <summary>Waits for idle threads to end. A thread that has nothing to do ends after twenty seconds.</summary>
    private static async Task<(int All, int Own)> WaitForThreadsAsync(int atMost, int ownAtMost)
    {
        var began = Clock.Now;
        while ((Footprint.CountThreads() > atMost || Footprint.CountOwnThreads() > ownAtMost) && Clock.Since(began) < TimeSpan.FromSeconds(45))
        {
            await Clock.Pause(200);
        }

        return (Footprint.CountThreads(), Footprint.CountOwnThreads());
    }

    private void Unobserved(object? sender, UnobservedTaskExceptionEventArgs failure) => _findings.Add("No exception escapes", $"unobserved: {failure.Exception}");

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) ? value : null;
}
