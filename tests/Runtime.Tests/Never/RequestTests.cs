using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using HealthPoint.Tests.Hosting;
using HealthPoint.Tests.Stress;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace HealthPoint.Tests.Never;

/// <summary>
/// Requests that no developer would think of. <c>HEALTHPOINT_REQUESTS</c> and <c>HEALTHPOINT_REQUESTS_SEED</c> replay them:
/// request n of the seed s is the first request of the seed s + n. <c>scripts/requests.sh</c> sends 100,000.
/// </summary>
[Collection(Alone.Name)]
public sealed class RequestTests(ITestOutputHelper output)
{
    private const int Callers = 4;

    /// <summary>How many more threads than before are no leak: the thread pool adds some for a while.</summary>
    private const int ThreadsOfThePool = 8;

    /// <summary>How much more memory than before is no leak: buffers and caches grow in steps.</summary>
    private const long BytesOfBuffers = 1 << 19;

    /// <summary>Less than the smallest object. If more is kept for each request, it is a leak.</summary>
    private const long BytesOfRequest = 20;

    /// <summary>All statuses that there may be. An error of the server is not among them: failing reports are 503 here.</summary>
    private static readonly Dictionary<int, string> Documented = new()
    {
        [200] = "ok",
        [400] = "an unknown format; the server's own for what is no HTTP, and the host filter's",
        [404] = "nothing there, or not for strangers",
        [405] = "neither GET nor HEAD",
        [408] = "the server's own: the request does not come to its end",
        [411] = "the server's own: a body without a length",
        [413] = "the server's own: a body too large",
        [414] = "the server's own: the request line is too long",
        [431] = "the server's own: headers too large, or too many",
        [503] = "a failing report",
        [505] = "the server's own: a version it does not speak",
    };

    [Fact]
    public async Task No_request_is_an_error_of_the_server_or_leaves_anything_behind()
    {
        var seed = Setting("HEALTHPOINT_REQUESTS_SEED") ?? Random.Shared.Next();
        var count = Setting("HEALTHPOINT_REQUESTS") ?? Draws.Of(all: 100_000, few: 10_000);
        output.WriteLine($"HEALTHPOINT_REQUESTS_SEED={seed} HEALTHPOINT_REQUESTS={count}");

        var errors = new Errors();
        var unobserved = new ConcurrentQueue<string>();
        EventHandler<UnobservedTaskExceptionEventArgs> observe = (_, failure) => unobserved.Enqueue($"unobserved: {failure.Exception}");
        TaskScheduler.UnobservedTaskException += observe;
        try
        {
            await using var app = await StartAsync(errors);
            var findings = new ConcurrentQueue<string>();
            var statuses = new ConcurrentDictionary<int, int>();

            // These requests make grow what grows once: everything that is compiled, pooled, or logged for the first time.
            await SendAsync(app, Enumerable.Range(seed, Math.Min(count, 5000)), findings, []);
            errors.Clear();
            var began = TimeProvider.System.GetTimestamp();
            var before = Footprint.Measure();
            await SendAsync(app, Enumerable.Range(seed, count / 2), findings, statuses);
            var half = Footprint.Measure();
            var rest = count - (count / 2);
            await SendAsync(app, Enumerable.Range(seed + (count / 2), rest), findings, statuses);
            var end = Footprint.Measure();
            if (Grows())
            {
                // The buffers that every thread has do not grow with the number of requests. What is kept of each request does.
                output.WriteLine($"asked on, since {half} became {end}");
                (half, rest) = (end, rest * 5);
                await SendAsync(app, Enumerable.Range(seed + count, rest), findings, []);
                end = Footprint.Measure();
            }

            output.WriteLine(string.Join(", ", statuses.OrderBy(static status => status.Key).Select(static status => $"{(status.Key == 0 ? "none" : status.Key)}: {status.Value}")));
            output.WriteLine($"before {before}, after the halves {half} and {end}");
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{TimeProvider.System.GetElapsedTime(began).TotalSeconds:0.0} s"));
            foreach (var finding in findings.Concat(errors.All).Concat(unobserved).Take(20))
            {
                output.WriteLine($"==== {finding}");
            }

            output.WriteLine($"{count - findings.Count} passed, {findings.Count + errors.All.Count + unobserved.Count} failed");
            Assert.Empty(findings);
            Assert.Empty(errors.All);
            Assert.Empty(unobserved);
            Assert.False(Grows(), $"Memory grows: {before}, {half}, {end}");
            Assert.True(end.Threads <= half.Threads + ThreadsOfThePool, $"Threads grow: {before}, {half}, {end}");
            Assert.True((await app.SendAsync("/health/?test=well", "john:doe")).Status == 200);

            bool Grows() => end.Bytes > half.Bytes + Math.Max(BytesOfBuffers, rest * BytesOfRequest);
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= observe;
        }
    }

    private static Task SendAsync(TestApp app, IEnumerable<int> seeds, ConcurrentQueue<string> findings, ConcurrentDictionary<int, int> statuses)
    {
        var numbers = new ConcurrentQueue<int>(seeds);
        return Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(CallAsync, CancellationToken.None)));

        async Task CallAsync()
        {
            using var wire = new Wire(app.Client.BaseAddress!);
            while (numbers.TryDequeue(out var seed))
            {
                var mutations = new Mutations(seed);
                var asked = mutations.Draw();
                var finding = "";
                try
                {
                    var answer = await wire.AskAsync(asked);
                    var status = answer?.Status ?? 0;
                    statuses.AddOrUpdate(status, 1, static (_, count) => count + 1);
                    if (status == 0 ? !asked.IsBrokenOff && !asked.Bytes.AsSpan().StartsWith("PRI * HTTP/2.0\r\n"u8) : !Documented.ContainsKey(status))
                    {
                        finding = status == 0 ? "no answer" : answer!.Text;
                    }
                }
                catch (Exception exception) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
                {
                    finding = exception.ToString();
                }

                if (finding.Length > 0)
                {
                    findings.Enqueue($"HEALTHPOINT_REQUESTS_SEED={seed} HEALTHPOINT_REQUESTS=1\n{Encoding.Latin1.GetString(asked.Bytes.AsSpan(0, Math.Min(2000, asked.Bytes.Length)))}\n{finding}");
                }
            }
        }
    }

    private static Task<TestApp> StartAsync(Errors errors)
    {
        return TestApp.StartAsync(
            static builder =>
            {
                // What checks say may be as odd as what callers say: half a character, a line end, a zero.
                Add(builder, "well", HealthStatus.Healthy, "\ud83d and \0 and \r\n and \u2028 and \udc00");
                Add(builder, "warned", HealthStatus.Degraded, "<&\"'>");
                Add(builder, "failing", HealthStatus.Unhealthy, new string('é', 3000));
                builder.AddCheck("later", static async (_, _) =>
                {
                    await Task.Yield();
                    return HealthCheckResult.Healthy();
                }, static check => check.CacheDuration = TimeSpan.Zero);
            },
            static app =>
            {
                app.UseWhen(static context => !context.IsHealthProbe(), static branch => branch.UseHsts());
                app.MapHealthPoint();
                app.MapAlive();
                app.MapDockerflow();
                app.MapProbes();
                app.MapHealthPoint("/open/health/", static endpoint => endpoint.AllowAnonymousSelection = true);
                app.MapProbes("/open", static endpoint => endpoint.AllowAnonymousSelection = true);
                var tenants = app.MapGroup("/tenants/{tenant}");
                tenants.MapHealthPoint();
                tenants.MapProbes();
            },
            settings: TestSettings.John.And(new()
            {
                ["AllowedHosts"] = "localhost;127.0.0.1;*.example",
                ["HealthPoint:FailureStatusCode"] = "503",
                ["HealthPoint:Alive:FailureStatusCode"] = "503",
                ["HealthPoint:Dockerflow:FailureStatusCode"] = "503",
                ["HealthPoint:HostBypass:HeaderValues:0"] = "sesam",
                ["HealthPoint:HostBypass:ProbePaths"] = "true",
            }),
            before: builder =>
            {
                // The templates have the same filter. The framework's line for each request reads the host, which throws for
                // some requests, and then the framework closes the connection without an answer.
                builder.Logging.ClearProviders().AddProvider(errors).AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
            });

        static void Add(IHealthPointBuilder builder, string name, HealthStatus status, string detail) => builder.AddCheck(
            name,
            (_, _) => ValueTask.FromResult(new HealthCheckResult(status, detail, exception: null, new Dictionary<string, object>(StringComparer.Ordinal) { [detail] = detail, ["nan"] = double.NaN })),
            static check => check.Tags = [HealthTags.Live, HealthTags.Ready, HealthTags.Startup]);
    }

    private static int? Setting(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Keeps what is logged as an error. It formats all other lines too, since formatting may throw.</summary>
    private sealed class Errors : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> _all = new();

        public ConcurrentQueue<string> All => _all;

        public void Clear() => _all.Clear();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var line = formatter(state, exception);
            if (logLevel >= LogLevel.Error)
            {
                _all.Enqueue($"{logLevel}: {line} {exception}");
            }
        }

        public void Dispose()
        {
        }
    }
}
