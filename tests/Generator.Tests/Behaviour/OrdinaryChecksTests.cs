using HealthPoint.Generator.Tests.Support;
using Microsoft.CodeAnalysis;
using Xunit;

namespace HealthPoint.Generator.Tests.Behaviour;

/// <summary>Checks as people write them, and not a word about them.</summary>
public sealed class OrdinaryChecksTests
{
    /// <summary>What the checks use of packages that the tests do not reference.</summary>
    private const string Packages =
        """
        global using System.Linq;
        global using System.Net;
        global using System.Net.Http;
        global using System.Net.Http.Json;
        global using System.Text.Json.Nodes;
        global using Microsoft.EntityFrameworkCore;
        global using Microsoft.Extensions.Caching.Distributed;
        global using Microsoft.Extensions.Caching.Memory;
        global using Microsoft.Extensions.Configuration;
        global using Microsoft.Extensions.Hosting;
        global using Microsoft.Extensions.Logging;
        global using Microsoft.Extensions.Options;
        global using StackExchange.Redis;

        namespace Microsoft.EntityFrameworkCore
        {
            public class DbContext
            {
                public DbContext() { }
                public DbContext(DbContextOptions options) => _ = options;
                public DatabaseFacade Database { get; } = new();
                public DbSet<T> Set<T>() => null!;
            }
            public class DbContextOptions;
            public class DbContextOptions<T> : DbContextOptions;
            public abstract class DbSet<T> : IQueryable<T>
            {
                public Type ElementType => typeof(T);
                public System.Linq.Expressions.Expression Expression => null!;
                public IQueryProvider Provider => null!;
                public IEnumerator<T> GetEnumerator() => null!;
                System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => null!;
            }
            public class DatabaseFacade { public Task<bool> CanConnectAsync(CancellationToken token = default) => Task.Run(() => true, token); }
            public interface IDbContextFactory<T> where T : DbContext { Task<T> CreateDbContextAsync(CancellationToken token = default); }
            public static class Queries
            {
                public static Task<int> CountAsync<T>(this IQueryable<T> source, System.Linq.Expressions.Expression<Func<T, bool>> where, CancellationToken token = default) => Task.FromResult(source.Count(where));
                public static Task<List<T>> ToListAsync<T>(this IQueryable<T> source, CancellationToken token = default) => Task.FromResult(source.ToList());
                public static Task<T> MaxAsync<S, T>(this IQueryable<S> source, System.Linq.Expressions.Expression<Func<S, T>> of, CancellationToken token = default) => Task.FromResult(source.Max(of)!);
            }
        }

        namespace StackExchange.Redis
        {
            public interface IConnectionMultiplexer { bool IsConnected { get; } IDatabase GetDatabase(); }
            public interface IDatabaseAsync { Task<TimeSpan> PingAsync(); }
            public interface IDatabase : IDatabaseAsync;
        }
        """;

    private const string Checks =
        """
        namespace Shop;

        public sealed class Order { public DateTimeOffset PlacedAt { get; set; } public bool IsPaid { get; set; } }

        public sealed class ShopDb : DbContext { public IQueryable<Order> Orders { get; } = new List<Order>().AsQueryable(); }

        public sealed class MailOptions { public string Host { get; set; } = ""; public string? Password { get; set; } public string? ApiKey { get; set; } }

        public interface IJobQueue { int Count { get; } ValueTask<int> CountAsync(CancellationToken token); }

        public interface ITokenClient { Task<string> GetTokenAsync(string secret, CancellationToken token); }

        public sealed class OrderWorker(IDbContextFactory<ShopDb> factory, ILogger<OrderWorker> log) : BackgroundService
        {
            public DateTimeOffset LastBeat { get; private set; }

            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                await factory.CreateDbContextAsync(stoppingToken);
                LastBeat = DateTimeOffset.UtcNow;
                log.LogDebug("beat");
            }
        }

        internal static class ShopHealth
        {
            private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

            [HealthCheck(Tags = [HealthTags.Live])]
            internal static bool Self() => true;

            [HealthCheck(Tags = [HealthTags.Live])]
            internal static (bool, string?) Worker(OrderWorker worker, TimeProvider time)
            {
                var age = time.GetUtcNow() - worker.LastBeat;
                return (age < Patience, $"the last beat was {age.TotalSeconds:0} seconds ago");
            }

            [HealthCheck(Tags = [HealthTags.Live])]
            internal static (bool, string?) Memory(int maximumMegabytes = 1024)
            {
                var used = GC.GetTotalMemory(forceFullCollection: false) / 1_000_000;
                return used < maximumMegabytes ? (true, null) : (false, $"{used} MB are used");
            }

            [HealthCheck("database", Tags = [HealthTags.Ready], TimeoutSeconds = 2)]
            internal static Task<bool> Database(ShopDb db, CancellationToken cancellation) => db.Database.CanConnectAsync(cancellation);

            [HealthCheck(Tags = [HealthTags.Ready])]
            internal static async Task<(bool, string?)> UnpaidOrders(ShopDb db, TimeProvider time, CancellationToken cancellation)
            {
                var yesterday = time.GetUtcNow().AddDays(-1);
                var late = await db.Orders.CountAsync(order => !order.IsPaid && order.PlacedAt < yesterday, cancellation);
                return (late == 0, late == 0 ? null : $"{late} orders wait for their payment");
            }

            [HealthCheck]
            internal static async Task<HealthCheckResult> OrdersPerHour(ShopDb db, CancellationToken cancellation)
            {
                var last = await db.Orders.MaxAsync(order => order.PlacedAt, cancellation);
                var data = new Dictionary<string, object> { ["last"] = last };
                return (DateTimeOffset.UtcNow - last).TotalHours switch
                {
                    < 1 => HealthCheckResult.Healthy("orders come in", data),
                    < 6 => HealthCheckResult.Degraded($"the last order came at {last:t}", data: data),
                    _ => HealthCheckResult.Unhealthy("no orders", data: data),
                };
            }

            [HealthCheck(Tags = ["payments"])]
            internal static async Task<(bool, string?)> Payments(IHttpClientFactory clients, CancellationToken cancellation)
            {
                using var http = clients.CreateClient("payments");
                using var response = await http.GetAsync(new Uri("status", UriKind.Relative), cancellation);
                return (response.StatusCode is HttpStatusCode.OK, $"payments answered {(int)response.StatusCode}");
            }

            [HealthCheck]
            internal static async Task<(bool, string?)> Login(ITokenClient client, IOptions<MailOptions> options, CancellationToken cancellation)
            {
                if (options.Value.ApiKey is not { Length: > 0 } apiKey)
                {
                    return (false, "no API key is configured");
                }

                var token = await client.GetTokenAsync(apiKey, cancellation);
                return (!string.IsNullOrEmpty(token), string.IsNullOrEmpty(token) ? $"{options.Value.Host} gave no token" : $"a token of {token.Length} characters");
            }

            [HealthCheck]
            internal static async Task Redis(IConnectionMultiplexer redis, CancellationToken cancellation)
            {
                if (!redis.IsConnected)
                {
                    throw new HealthCheckFailedException("Redis is not connected");
                }

                await redis.GetDatabase().PingAsync().WaitAsync(cancellation);
            }

            [HealthCheck]
            internal static async Task<bool> Mirrors(HttpClient http, CancellationToken cancellation)
            {
                Uri[] mirrors = [new("https://one.example/"), new("https://two.example/")];
                var answers = mirrors.Select(mirror => http.GetAsync(mirror, cancellation)).ToList();
                await Task.WhenAll(answers);
                return answers.TrueForAll(answer => answer.Result.IsSuccessStatusCode);
            }

            [HealthCheck]
            internal static async Task<(bool, string?)> FirstMirror(HttpClient http, ILogger<ShopDb> log, CancellationToken cancellation)
            {
                foreach (var host in new[] { "one", "two" })
                {
                    try
                    {
                        using var response = await http.GetAsync(new Uri($"https://{host}.example/"), cancellation);
                        if (response.IsSuccessStatusCode)
                        {
                            return (true, host);
                        }
                    }
                    catch (HttpRequestException exception)
                    {
                        log.LogWarning(exception, "{Host} cannot be reached", host);
                    }
                }

                return (false, "no mirror can be reached");
            }

            [HealthCheck]
            internal static async Task<(bool, string?)> Shipping(HttpClient http, CancellationToken cancellation)
            {
                for (var attempt = 1; ; attempt++)
                {
                    try
                    {
                        var state = await http.GetFromJsonAsync<JsonObject>("https://shipping.example/state", cancellation);
                        return (state?["open"]?.GetValue<bool>() is true, state?["detail"]?.ToString());
                    }
                    catch (HttpRequestException) when (attempt < 3)
                    {
                        await Task.Delay(TimeSpan.FromMilliseconds(100 * attempt), cancellation);
                    }
                    catch (HttpRequestException exception)
                    {
                        return (false, exception.Message);
                    }
                }
            }

            [HealthCheck]
            internal static (bool, string?) Disk(IHostEnvironment host, double minimumGigabytes = 1)
            {
                try
                {
                    var free = new DriveInfo(host.ContentRootPath).AvailableFreeSpace / 1e9;
                    return (free >= minimumGigabytes, $"{free:0.0} GB are free");
                }
                catch (IOException exception)
                {
                    return (false, exception.Message);
                }
            }

            [HealthCheck]
            internal static void Uploads(IHostEnvironment host)
            {
                var file = Path.Combine(host.ContentRootPath, "uploads", ".probe");
                File.WriteAllText(file, "probe");
                try
                {
                    File.Delete(file);
                }
                catch (IOException)
                {
                    // Somebody reads it; it can be written, and that was the question.
                }
            }

            [HealthCheck]
            internal static (bool, string?) NoMaintenance(IHostEnvironment host)
            {
                try
                {
                    return (false, File.ReadAllText(Path.Combine(host.ContentRootPath, "maintenance.txt")));
                }
                catch (FileNotFoundException)
                {
                    return (true, "no maintenance");
                }
            }

            [HealthCheck(FailureStatus = HealthStatus.Degraded)]
            internal static async ValueTask<(bool, string?)> Jobs(IJobQueue queue, CancellationToken cancellation, int maximum = 100)
            {
                var waiting = await queue.CountAsync(cancellation);
                return (waiting <= maximum, $"{waiting} of at most {maximum} jobs wait");
            }

            [HealthCheck]
            internal static HealthStatus Backlog(IJobQueue queue) => queue.Count switch
            {
                < 100 => HealthStatus.Healthy,
                < 1000 => HealthStatus.Degraded,
                _ => HealthStatus.Unhealthy,
            };

            [HealthCheck]
            internal static (bool, string?) Configured(IConfiguration configuration)
            {
                string[] keys = ["ConnectionStrings:Shop", "Mail:Password", "Mail:Host"];
                var missing = keys.Where(key => string.IsNullOrEmpty(configuration[key])).ToList();
                return (missing.Count == 0, missing.Count == 0 ? null : $"not configured: {string.Join(", ", missing)}");
            }

            [HealthCheck]
            internal static async Task<bool> CacheRoundTrip(IDistributedCache cache, CancellationToken cancellation)
            {
                var token = Guid.NewGuid().ToByteArray();
                await cache.SetAsync("health", token, new DistributedCacheEntryOptions { AbsoluteExpirationRelativeToNow = Patience }, cancellation);
                return await cache.GetAsync("health", cancellation) is { } found && found.AsSpan().SequenceEqual(token);
            }

            [HealthCheck]
            internal static Task<bool> Certificate(IMemoryCache cache, HttpClient http, CancellationToken cancellation) =>
                cache.GetOrCreateAsync("certificate", async entry =>
                {
                    entry.AbsoluteExpirationRelativeToNow = TimeSpan.FromHours(1);
                    using var response = await http.GetAsync(new Uri("https://shop.example/"), cancellation);
                    return response.IsSuccessStatusCode;
                });

            [HealthCheck]
            internal static async Task<bool> StrangersAreRefused(HttpClient http, CancellationToken cancellation)
            {
                try
                {
                    await http.GetStringAsync(new Uri("https://shop.example/admin"), cancellation);
                    return false;
                }
                catch (HttpRequestException exception) when (exception.StatusCode is HttpStatusCode.Unauthorized)
                {
                    return true;
                }
            }

            [HealthCheck]
            internal static async Task<bool> Fast(ShopDb db, CancellationToken cancellation)
            {
                var query = db.Database.CanConnectAsync(cancellation);
                var first = await Task.WhenAny(query, Task.Delay(TimeSpan.FromSeconds(1), cancellation));
                return first == query && await query;
            }

            [HealthStat]
            internal static async Task<IReadOnlyDictionary<string, object?>> Queues(IJobQueue queue, CancellationToken cancellation) =>
                new Dictionary<string, object?> { ["jobs"] = await queue.CountAsync(cancellation) };
        }

        internal sealed class MailHealth(IOptions<MailOptions> options, ILogger<MailHealth> log) : IDisposable
        {
            private readonly CancellationTokenSource _closing = new();

            [HealthCheck("mail")]
            internal async Task<(bool, string?)> Mail(CancellationToken cancellation)
            {
                using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _closing.Token);
                try
                {
                    var found = await Dns.GetHostAddressesAsync(options.Value.Host, both.Token);
                    return (found.Length > 0, $"{options.Value.Host} has {found.Length} addresses");
                }
                catch (Exception exception)
                {
                    log.LogError(exception, "mail");
                    return (false, $"{options.Value.Host}: {exception.Message}");
                }
            }

            public void Dispose() => _closing.Dispose();
        }
        """;

    [Fact]
    public async Task Ordinary_checks_raise_nothing() => Assert.Equal("", await SaidAsync(Checks));

    /// <summary>The rules that speak up, suggestions too, and what the compiler refuses.</summary>
    private static async Task<string> SaidAsync(string source)
    {
        var project = new Project("Shop", ["global using System.IO;\n" + Packages, source]);
        Assert.Empty(project.Compile().GetDiagnostics(TestContext.Current.CancellationToken).Where(static diagnostic => diagnostic is { Severity: DiagnosticSeverity.Error, IsWarningAsError: false }));
        return string.Join(", ", (await Review.DiagnosticsAsync(project)).Select(static diagnostic => diagnostic.Id).Distinct(StringComparer.Ordinal));
    }
}
