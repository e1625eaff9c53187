using HealthPoint.Generator.Tests.Support;
using Xunit;

namespace HealthPoint.Generator.Tests.Behaviour;

public sealed class OutsideReachTests
{
    private const string Surroundings =
        """
        using System.Net.Http;
        using System.Data.Common;
        using Microsoft.EntityFrameworkCore;
        using Microsoft.Extensions.Caching.Distributed;
        using Microsoft.Extensions.Hosting;
        namespace Microsoft.EntityFrameworkCore
        {
            public class DbContext { public int Orders => 1; }
            public interface IDbContextFactory<T> where T : DbContext { T CreateDbContext(); }
        }
        namespace RabbitMQ.Client { public interface IConnection { bool IsOpen { get; } } }
        namespace Microsoft.Data.Sqlite { public abstract class SqliteConnection : System.Data.Common.DbConnection; }
        internal sealed class ShopDb : DbContext;
        internal sealed class Store(ShopDb db) { internal int Count => 1; internal bool Ask() => db.Orders > 0; internal Task<bool> AskAsync() => Task.FromResult(Ask()); }
        internal sealed class Shop(Store store) { internal int Count => 1; internal bool Ask() => store.Ask(); }
        internal sealed class Mall(Shop shop) { internal bool Ask() => shop.Ask(); }
        internal sealed class City(Mall mall) { internal bool Ask() => mall.Ask(); }
        internal sealed class Choice { public Choice() { } public Choice(ShopDb db, int size) { _ = db; _ = size; } [ActivatorUtilitiesConstructor] public Choice(int size) => Size = size; internal int Size { get; } internal bool Ask() => Size > 0; }
        internal sealed class Worker(IDbContextFactory<ShopDb> factory) : BackgroundService
        {
            internal DateTimeOffset LastBeat { get; private set; }
            internal bool IsBeating() => LastBeat > DateTimeOffset.MinValue;
            protected override Task ExecuteAsync(CancellationToken stoppingToken) { factory.CreateDbContext(); LastBeat = DateTimeOffset.UtcNow; return Task.CompletedTask; }
        }

        """;

    [Theory, Refuses("HP060")]
    [InlineData("static bool M(HttpClient [|http|]) => http.Timeout > TimeSpan.Zero;", "HttpClient")]
    [InlineData("static bool M(IHttpClientFactory [|clients|]) => clients is not null;", "IHttpClientFactory")]
    [InlineData("static bool M(ShopDb [|db|]) => db.Orders > 0;", "ShopDb")]
    [InlineData("static bool M(IDbContextFactory<ShopDb> [|factory|]) => factory is not null;", "IDbContextFactory<ShopDb>")]
    [InlineData("static bool M(DbDataSource [|source|]) => source is not null;", "DbDataSource")]
    [InlineData("static bool M([FromKeyedServices(\"a\")] DbConnection [|source|]) => source is not null;", "DbConnection")]
    [InlineData("static bool M(System.Data.IDbConnection [|source|]) => source is not null;", "IDbConnection")]
    [InlineData("static Task M(IDistributedCache [|cache|], CancellationToken token) => cache.GetAsync(\"\", token);", "IDistributedCache")]
    [InlineData("static bool M(RabbitMQ.Client.IConnection [|broker|]) => broker.IsOpen;", "IConnection")]
    [InlineData("static bool M() { using var http = [|new HttpClient()|]; return http.Timeout > TimeSpan.Zero; }", "HttpClient")]
    [InlineData("static bool M() { return Ask(); static bool Ask() { using var db = [|new HttpClient()|]; return db is not null; } }", "HttpClient")]
    [InlineData("static bool M(IServiceProvider services) => [|services.GetRequiredService<ShopDb>()|].Orders > 0;", "ShopDb")]
    [InlineData("static bool M(IServiceProvider services) => [|services.GetService<ShopDb>()|] is not null;", "ShopDb")]
    [InlineData("static bool M() => [|Shared|].Timeout > TimeSpan.Zero; private static readonly HttpClient Shared = new();", "HttpClient")]
    [InlineData("static bool M(IServiceProvider services) => [|services.GetRequiredService<Store>()|].Ask();", "ShopDb', which 'Store")]
    [InlineData("static bool M(Store store) => [|store|].Ask();", "ShopDb', which 'Store")]
    [InlineData("static async Task<bool> M(Store store, CancellationToken token) => await [|store|].AskAsync().WaitAsync(token);", "ShopDb', which 'Store")]
    [InlineData("static bool M(Store store) => Pass([|store|]); private static bool Pass(Store store) => store.Ask();", "ShopDb', which 'Store")]
    [InlineData("static bool M(Shop shop) => [|shop|].Ask();", "ShopDb', which 'Shop")]
    public Task A_liveness_check_that_reaches_outside_is_told(string method, string way) => Review.ReportsAsync(
        $"{Surroundings} internal class Health {{ [HealthCheck(Tags = [HealthTags.Ready, HealthTags.Live])] internal {method} }}",
        Message(way));

    [Theory, Refuses("HP060")]
    [InlineData("internal sealed class Health(ShopDb db) { [HealthCheck(Tags = [\"live\"])] internal bool M() => [|db|].Orders > 0; }", "ShopDb")]
    [InlineData("internal sealed class Health { private readonly ShopDb _db; public Health(ShopDb db) => _db = db; [HealthCheck(Tags = [\"live\"])] internal bool M() { return [|_db|].Orders > 0; } }", "ShopDb")]
    [InlineData("internal sealed class Health(ShopDb db) { [HealthCheck(Tags = [\"live\"])] internal bool M() => [|Ask()|]; private bool Ask() => db.Orders > 0; }", "ShopDb")]
    [InlineData("internal sealed class Health(Store store) { [HealthCheck(Tags = [\"live\"])] internal bool M() => [|store|].Ask(); }", "ShopDb', which 'Store")]
    [InlineData("internal sealed class Health(Store store) { [HealthCheck(Tags = [\"live\"])] internal bool M() => [|Ask()|]; private bool Ask() => store.Ask(); }", "ShopDb', which 'Store")]
    [InlineData("internal abstract class Health { [HealthCheck(Tags = [\"live\"])] internal abstract bool M(ShopDb [|db|]); }", "ShopDb")]
    [InlineData("internal class Health { [HealthCheck(\"a\"), HealthCheck(\"b\", Tags = [\"live\"])] internal static bool M(ShopDb [|db|]) => db.Orders > 0; }", "ShopDb")]
    public Task An_instance_that_reaches_outside_is_told(string source, string way) => Review.ReportsAsync(Surroundings + source, Message(way));

    [Theory, Accepts("HP060")]
    [InlineData("static bool M(IHostApplicationLifetime life) => !life.ApplicationStopping.IsCancellationRequested;")]
    [InlineData("static bool M(Worker worker) => worker.LastBeat > DateTimeOffset.UtcNow.AddMinutes(-1);")]
    [InlineData("static bool M(Worker worker) => worker.IsBeating();")]
    [InlineData("static bool M(Store store) => store.Count > 0;")]
    [InlineData("static bool M(Store? store = null) => store is not null && store?.Count > 0;")]
    [InlineData("static bool M(City city) => city.Ask();")]
    [InlineData("static bool M(Choice choice) => choice.Ask();")]
    [InlineData("static bool M(Microsoft.Data.Sqlite.SqliteConnection file) => file is not null;")]
    [InlineData("static bool M(Microsoft.Extensions.Logging.ILogger<ShopDb> log, IConfigurationLike settings) => log is not null && settings is not null; internal interface IConfigurationLike;")]
    [InlineData("static bool M() => ThreadPool.PendingWorkItemCount < 1000;")]
    [InlineData("static bool M() => nameof(HttpClient).Length > typeof(ShopDb).Name.Length;")]
    public Task A_liveness_check_that_stays_inside_is_accepted(string method) =>
        Review.AcceptsAsync($"{Surroundings} internal class Health {{ [HealthCheck(\"accepted\", Tags = [HealthTags.Live])] internal {method} }}");

    [Theory, Accepts("HP060")]
    [InlineData("internal class Health { [HealthCheck(\"accepted\", Tags = [HealthTags.Ready])] internal static bool M(ShopDb db) => db.Orders > 0; }")]
    [InlineData("internal class Health { [HealthCheck(\"accepted\")] internal static bool M(ShopDb db) => db.Orders > 0; }")]
    [InlineData("internal sealed class Health(ShopDb db, TimeProvider time) { [HealthCheck(\"accepted\", Tags = [\"live\"])] internal bool M() => time.GetUtcNow() > default(DateTimeOffset); [HealthCheck] internal bool N() => db.Orders > 0; }")]
    [InlineData("internal sealed class Health(ShopDb db) { private int Size { get; } = 1; [HealthCheck(\"accepted\", Tags = [\"live\"])] internal bool M() => Size > 0; [HealthCheck] internal bool N() => db.Orders > 0; }")]
    [InlineData("internal sealed class Health(ShopDb db) { [HealthCheck(\"accepted\", Tags = [\"live\"])] internal static bool M(int size) => size > 0; [HealthCheck] internal bool N() => db.Orders > 0; }")]
    [InlineData("internal class Health { [HealthStat(\"accepted\", Tags = [\"live\"])] internal static System.Text.Json.Nodes.JsonObject M(ShopDb db) => new() { [\"orders\"] = db.Orders }; }")]
    public Task Another_check_and_another_member_may_reach_outside(string source) => Review.AcceptsAsync(Surroundings + source);

    private static string Message(string way) =>
        $"'Health.M' is tagged 'live' and reaches outside the process through '{way}{(way.Contains('\'', StringComparison.Ordinal) ? "' needs" : "'")}, so an outage there would restart every instance. Tag it 'ready' instead of 'live'.";
}
