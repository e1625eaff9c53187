using HealthPoint.Generator.Tests.Support;
using Xunit;

namespace HealthPoint.Generator.Tests.Behaviour;

public sealed class BlockingCallTests
{
    private const string Work =
        """
        using System.Linq;
        internal static class Work
        {
            internal static Task<bool> Do() => Task.Run(() => true);
            internal static ValueTask<bool> Quick() => new(Do());
        }
        """;

    [Theory, Refuses("HP053")]
    [InlineData("bool M() => Work.Do().[|Result|];", "Result", "the task")]
    [InlineData("bool M() => Work.Quick().[|Result|];", "Result", "the task")]
    [InlineData("bool M() { var task = Work.Do(); return task.[|Result|]; }", "Result", "the task")]
    [InlineData("void M() { Work.Do().[|Wait|](); }", "Wait()", "the task")]
    [InlineData("bool M() => Work.Do().[|Wait|](1000);", "Wait()", "the task")]
    [InlineData("bool M() => Work.Do().GetAwaiter().[|GetResult|]();", "GetAwaiter().GetResult()", "the task")]
    [InlineData("bool M() => Work.Quick().ConfigureAwait(false).GetAwaiter().[|GetResult|]();", "GetAwaiter().GetResult()", "the task")]
    [InlineData("bool M() { Thread.[|Sleep|](10); return Environment.ProcessorCount > 1; }", "Thread.Sleep", "Task.Delay")]
    [InlineData("void M() { Task.[|WaitAll|](Work.Do(), Work.Do()); }", "Task.WaitAll", "the task")]
    [InlineData("async Task<bool> M(CancellationToken token) { await Task.Delay(1, token); return Work.Do().[|Result|]; }", "Result", "the task")]
    [InlineData("async Task<bool> M(CancellationToken token) => await Task.Run(() => Work.Do().[|Result|], token);", "Result", "the task")]
    [InlineData("bool M() { var task = Work.Do(); return task is { [|Result|]: true }; }", "Result", "the task")]
    [InlineData("bool M() { return Ask(); static bool Ask() => Work.Do().[|Result|]; }", "Result", "the task")]
    [InlineData("bool M() { var task = Work.Do(); var ok = task.[|Wait|](100); return ok && task.Result; }", "Wait()", "the task")]
    public Task A_call_that_waits_on_a_thread_is_told(string method, string call, string remedy) => Review.ReportsAsync(
        $"{Work} internal static class Health {{ [HealthCheck] internal static {method} }}",
        $"'Health.M' holds a thread with '{call}' while it only waits. {(method.StartsWith("async", StringComparison.Ordinal) ? "Await" : "Make the method async, and await")} {remedy} instead.");

    [Fact, Refuses("HP053")]
    public Task A_stat_that_blocks_is_told() => Review.ReportsAsync(
        $"{Work} internal static class Health {{ [HealthStat] internal static IReadOnlyDictionary<string, object?> M() => new Dictionary<string, object?> {{ [\"ok\"] = Work.Do().[|Result|] }}; }}",
        "'Health.M' holds a thread with 'Result' while it only waits. Make the method async, and await the task instead.");

    [Theory, Accepts("HP053")]
    [InlineData("async Task<bool> M(CancellationToken token) { var one = Work.Do(); var two = Work.Do(); await Task.WhenAll(one, two).WaitAsync(token); return one.Result && two.Result; }")]
    [InlineData("async Task<bool> M(CancellationToken token) { var all = new[] { Work.Do(), Work.Do() }; await Task.WhenAll(all).WaitAsync(token); return all.All(task => task.Result) && all[0].Result; }")]
    [InlineData("async Task<bool> M(CancellationToken token) { var all = new List<Task<bool>> { Work.Do() }; await Task.WhenAll(all).WaitAsync(token); foreach (var one in all) { if (!one.Result) { return false; } } return true; }")]
    [InlineData("async Task<bool> M(CancellationToken token) { var first = await Task.WhenAny(Work.Do(), Work.Do()).WaitAsync(token); return first.Result; }")]
    [InlineData("async Task<bool> M(CancellationToken token) => (await Task.WhenAny(Work.Do(), Work.Do()).WaitAsync(token)).Result;")]
    [InlineData("bool M() { var task = Work.Do(); return task.IsCompletedSuccessfully && task.Result; }")]
    [InlineData("bool M() { var task = Work.Do(); return task is { IsCompletedSuccessfully: true, Result: true }; }")]
    [InlineData("bool M() { var task = Work.Do(); return task is { IsCompletedSuccessfully: true } && task.Result; }")]
    [InlineData("bool M() { var task = Work.Do(); if (task is not { Status: TaskStatus.RanToCompletion }) { return false; } return task.Result; }")]
    [InlineData("bool M() { var task = Work.Do(); return task switch { { IsCompletedSuccessfully: true } => task.Result, _ => false }; }")]
    [InlineData("bool M() => Work.Quick() is { IsCompleted: true } task && task.Result;")]
    [InlineData("bool M(Lazy<Task<bool>> lazy) => lazy is { IsValueCreated: true, Value.IsCompletedSuccessfully: true } && lazy.Value.Result;")]
    [InlineData("bool M(Lazy<Task<bool>> lazy) => lazy is { Value: { IsCompletedSuccessfully: true } } && lazy.Value.Result;")]
    [InlineData("bool M() { var task = Work.Do(); return task.Wait(0) && task.Result; }")]
    [InlineData("async Task<bool> M(CancellationToken token) { await foreach (var one in Task.WhenEach(Work.Do(), Work.Do()).WithCancellation(token)) { if (!one.Result) { return false; } } return true; }")]
    [InlineData("async Task<bool> M(CancellationToken token) => await Work.Do().ContinueWith(task => task.Result, token, TaskContinuationOptions.None, TaskScheduler.Default);")]
    [InlineData("bool M(Answer answer) => answer.Result && answer.Wait(); internal sealed class Answer { internal bool Result => true; internal bool Wait() => true; }")]
    [InlineData("async Task<bool> M(CancellationToken token) { await Task.Delay(10, token); return await Work.Do(); }")]
    [InlineData("async Task<bool> M(SemaphoreSlim gate, CancellationToken token) => await gate.WaitAsync(100, token);")]
    public Task A_result_that_is_there_and_what_only_looks_alike_is_accepted(string method) =>
        Review.AcceptsAsync($"{Work} internal static class Health {{ [HealthCheck(\"accepted\")] internal static {method} }}");

    [Fact, Accepts("HP053")]
    public Task A_method_that_is_no_check_may_block() => Review.AcceptsAsync(
        $"{Work} internal static class Health {{ [HealthCheck(\"accepted\")] internal static bool M(int size) => size > 0; [Obsolete] internal static bool Other() => Work.Do().Result; }}");
}
