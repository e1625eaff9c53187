using HealthPoint.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Tests.Never;

/// <summary>Checks with every verdict that a check can have. They tell all that they know wherever they can.</summary>
/// <param name="secret">What stands in every name, tag, detail, exception and value.</param>
/// <param name="open">What every caller may read, at <c>/-/health/</c>.</param>
/// <param name="times">How often the secret stands in a detail.</param>
internal sealed class LeakyChecks(string secret, string open, int times = 1)
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(20);

    private readonly string _detail = string.Join(' ', Enumerable.Repeat(secret, times));
    private readonly List<string> _names = [];

    /// <summary>This task never ends, so a check that waits for it hangs.</summary>
    private readonly TaskCompletionSource<HealthCheckResult> _never = new();

    private int _staleRuns;

    /// <summary>The names, in the order in which they were added.</summary>
    public IReadOnlyList<string> Names => _names;

    public string Tag => $"tag {secret}";

    public string SilencedName => $"k silenced {secret}";

    public string StaleName => $"l stale {secret}";

    /// <summary>Adds checks, of which the worst that counts has this status.</summary>
    public void AddTo(IHealthPointBuilder builder, HealthStatus worst, TimeSpan? cache)
    {
        Add("a healthy", () => HealthCheckResult.Healthy(_detail, Data));
        Add("k silenced", () => HealthCheckResult.Unhealthy(_detail, Exception, Data));
        if (worst <= HealthStatus.Degraded)
        {
            Add("b degraded", () => HealthCheckResult.Degraded(_detail, Exception, Data));
            Add("b warning", () => throw Exception, check => check.FailureStatus = HealthStatus.Degraded);
        }

        if (worst <= HealthStatus.Unhealthy)
        {
            Add("c unhealthy", () => HealthCheckResult.Unhealthy(_detail, Exception, Data));
            Add("d throwing", () => throw Exception);
            AddAsync("e throwing later", async (_, _) =>
            {
                await Task.Yield();
                throw Exception;
            });
            Add("f saying so", () => throw new HealthCheckFailedException(open, Exception));
            Add("f saying so and more", () => HealthCheckResult.Unhealthy(_detail, new HealthCheckFailedException(open, Exception), Data));
            Add("g failing to say", () => throw new Speechless(secret));
            AddAsync("h hanging", (_, _) => new ValueTask<HealthCheckResult>(_never.Task), check => check.Timeout = Soon);
            AddAsync("h hanging until told", async (_, cancellation) =>
            {
                var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                using (cancellation.Register(told.SetResult))
                {
                    await told.Task;
                }

                throw new OperationCanceledException(_detail, Exception, cancellation);
            }, check => check.Timeout = Soon);
            Add("i skipped", () => HealthCheckResult.Healthy(_detail, Data), check => check.DependsOn = [$"c unhealthy {secret}"]);
            AddAsync("j without a service", (services, _) => services.GetRequiredKeyedService<IServiceProvider>(secret) is null ? default : throw Exception);
            AddAsync(
                "l stale",
                (_, _) => Interlocked.Increment(ref _staleRuns) == 1 ? ValueTask.FromResult(HealthCheckResult.Healthy(_detail, Data)) : new ValueTask<HealthCheckResult>(_never.Task),
                check => (check.Timeout, check.RefreshPeriod, check.CacheDuration) = (TimeSpan.FromHours(1), Soon, null));
        }

        void Add(string name, Func<HealthCheckResult> run, Action<CheckOptions>? configure = null) => AddAsync(name, (_, _) => ValueTask.FromResult(run()), configure);

        void AddAsync(string name, Func<IServiceProvider, CancellationToken, ValueTask<HealthCheckResult>> run, Action<CheckOptions>? configure = null)
        {
            _names.Add($"{name} {secret}");
            builder.AddCheck(_names[^1], run, check =>
            {
                check.Tags = [HealthTags.Live, HealthTags.Ready, HealthTags.Startup, Tag];
                check.CacheDuration = cache;
                configure?.Invoke(check);
            });
        }
    }

    private Dictionary<string, object> Data => new(StringComparer.Ordinal)
    {
        [secret] = secret,
        ["list"] = new[] { secret },
        ["object"] = new Speechless(secret),
        ["bytes"] = System.Text.Encoding.UTF8.GetBytes(secret),
    };

    private InvalidOperationException Exception => new($"Host={secret};Password={secret}", new TimeoutException(_detail)) { Source = secret, HelpLink = secret, Data = { [secret] = secret } };

    /// <summary>An exception that throws when its message or its text is read.</summary>
    private sealed class Speechless(string secret) : HealthCheckFailedException("")
    {
        public override string Message => throw new InvalidOperationException(secret);

        public override string ToString() => throw new InvalidOperationException(secret);
    }
}
