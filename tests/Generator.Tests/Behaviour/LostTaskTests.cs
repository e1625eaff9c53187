using HealthPoint.Generator.Tests.Support;
using Xunit;

namespace HealthPoint.Generator.Tests.Behaviour;

public sealed class LostTaskTests
{
    private const string Work =
        """
        #pragma warning disable CS4014, CS0219
        internal sealed class Store : IDisposable
        {
            internal Task<bool> PingAsync() => Task.Run(() => true);
            internal ValueTask SaveAsync() => new(PingAsync());
            public void Dispose() { }
        }
        """;

    [Theory, Refuses("HP066")]
    [InlineData("static bool M(Store store) { [|store.PingAsync()|]; return store is not null; }", "Store.PingAsync")]
    [InlineData("static void M(Store store) => [|store.PingAsync()|];", "Store.PingAsync")]
    [InlineData("static bool M(Store store) { _ = [|store.PingAsync()|]; return store is not null; }", "Store.PingAsync")]
    [InlineData("static bool M(Store store) { var task = [|store.PingAsync()|]; return store is not null; }", "Store.PingAsync")]
    [InlineData("static bool M(Store store) { Task task; task = [|store.PingAsync()|]; return store is not null; }", "Store.PingAsync")]
    [InlineData("static bool M(Store? store) { [|store?.PingAsync()|]; return store is not null; }", "Store.PingAsync")]
    [InlineData("static bool M(Store store) { [|store.SaveAsync().ConfigureAwait(false)|]; return store is not null; }", "Store.SaveAsync")]
    [InlineData("static async Task M(Store store, CancellationToken token) { [|store.PingAsync()|]; await Task.Delay(1, token); }", "Store.PingAsync")]
    [InlineData("static bool M(Store store) { [|Task.Run(() => store.Dispose())|]; return store is not null; }", "Task.Run")]
    [InlineData("static bool M(Store store) { _ = [|Task.Run(async () => await store.PingAsync())|]; return store is not null; }", "Task.Run")]
    [InlineData("static bool M(Store store) { [|Task.WhenAll(store.PingAsync(), store.PingAsync())|]; return store is not null; }", "Task.WhenAll")]
    [InlineData("static bool M(Store store) { [|store.PingAsync().ContinueWith(task => task.Exception, TaskScheduler.Default)|]; return store is not null; }", "Store.PingAsync")]
    [InlineData("static bool M(List<Store> stores) { stores.ForEach(store => [|store.PingAsync()|]); return stores.Count > 0; }", "Store.PingAsync")]
    [InlineData("static bool M(Store store) { Start(); return store is not null; void Start() { [|store.PingAsync()|]; } }", "Store.PingAsync")]
    [InlineData("static bool M(Store store) { try { return store is not null; } finally { [|store.SaveAsync()|]; } }", "Store.SaveAsync")]
    public Task A_task_that_nobody_waits_for_is_told(string method, string call) => Review.ReportsAsync(
        $"{Work} internal class Health {{ [HealthCheck] internal {method} }}",
        $"'Health.M' starts '{call}' and neither awaits nor returns its task, so nobody learns when it fails. Await it.");

    [Fact, Refuses("HP066")]
    public Task A_stat_that_loses_a_task_is_told() => Review.ReportsAsync(
        $"{Work} internal static class Health {{ [HealthStat] internal static System.Text.Json.Nodes.JsonObject M(Store store) {{ [|store.PingAsync()|]; return []; }} }}",
        "'Health.M' starts 'Store.PingAsync' and neither awaits nor returns its task, so nobody learns when it fails. Await it.");

    [Theory, Accepts("HP066")]
    [InlineData("static async Task<bool> M(Store store, CancellationToken token) => await store.PingAsync().WaitAsync(token);")]
    [InlineData("static Task<bool> M(Store store) => store.PingAsync();")]
    [InlineData("static Task<bool> M(Store store) { var task = store.PingAsync(); return task; }")]
    [InlineData("static async Task M(Store store) { await store.SaveAsync(); }")]
    [InlineData("static async Task M(Store store) { await store.SaveAsync().ConfigureAwait(false); }")]
    [InlineData("static async Task<bool> M(Store store) { var one = store.PingAsync(); var two = store.PingAsync(); await Task.WhenAll(one, two); return await one; }")]
    [InlineData("static async Task M(Store store) { var tasks = new List<Task>(); tasks.Add(store.PingAsync()); await Task.WhenAll(tasks); }")]
    [InlineData("static async Task<bool> M(Store store) { Task<bool> task; task = store.PingAsync(); return await task; }")]
    [InlineData("static async Task<bool> M(Store store, CancellationToken token) { var ping = store.PingAsync(); return await Task.WhenAny(ping, Task.Delay(100, token)) == ping; }")]
    [InlineData("static async Task<bool> M(Store store) { _ = await store.PingAsync(); return store is not null; }")]
    [InlineData("static async Task<bool> M(Store store) { var ping = store.PingAsync(); _ = ping.ContinueWith(task => task.Exception, TaskScheduler.Default); return await ping; }")]
    [InlineData("static bool M(Store store) { store.PingAsync().Wait(); return store.PingAsync().GetAwaiter().GetResult(); }")]
    [InlineData("static bool M(Store store) { _ping ??= store.PingAsync(); _ping = store.PingAsync(); return _ping.IsCompleted; } private static Task? _ping;")]
    [InlineData("static async Task<bool> M(Store store) { return await Task.Run(() => store.PingAsync()); }")]
    [InlineData("static async Task<bool> M(Store store) { Func<Task<bool>> ping = () => store.PingAsync(); return await ping(); }")]
    [InlineData("static async Task<bool> M(Store store) { return await Ping(); Task<bool> Ping() => store.PingAsync(); }")]
    [InlineData("static bool M(Store store) { Keep(store.PingAsync()); return store is not null; } private static void Keep(Task task) { }")]
    [InlineData("static bool M(Store store) { _ = Task.CompletedTask; _ = Task.FromResult(1); return store is not null; }")]
    [InlineData("static async Task<bool> M(Store store) { var ping = store.PingAsync(); Func<Task<bool>> later = () => ping; return await later(); }")]
    [InlineData("static async Task<bool> M(Store store) => await store.PingAsync() is true;")]
    [InlineData("static bool M(Store store) { Interlocked.CompareExchange(ref _ping, store.PingAsync(), null); return _ping.IsCompleted; } private static Task? _ping;")]
    [InlineData("static bool M(Store store, Queue<Task> queue) { if (queue.Count > 9) { queue.Dequeue(); } return store is not null; }")]
    [InlineData("static bool M(Store store) { _all.GetOrAdd(3, _ => store.PingAsync()); return _all.Count > 3; } private static readonly System.Collections.Concurrent.ConcurrentDictionary<int, Task> _all = new();")]
    public Task A_task_that_somebody_has_is_accepted(string method) =>
        Review.AcceptsAsync($"{Work} internal class Health {{ [HealthCheck(\"accepted\")] internal {method} }}");
}
