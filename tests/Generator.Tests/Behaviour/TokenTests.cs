using HealthPoint.Generator.Tests.Support;
using Xunit;

namespace HealthPoint.Generator.Tests.Behaviour;

public sealed class TokenTests
{
    private const string Work = "internal static class Work { internal static Task<bool> Do(CancellationToken token = default) => Task.Run(() => true, token); } ";

    [Theory, Refuses("HP036")]
    [InlineData("internal static class Health { [HealthCheck] internal static async Task [|M|]() => await Task.Yield(); }")]
    [InlineData("internal static class Health { [HealthCheck] internal static async ValueTask<bool> [|M|](IServiceProvider services) { await Task.Yield(); return true; } }")]
    [InlineData("internal static class Health { [HealthCheck] internal static Task<bool> [|M|]() => Work.Do(); }")]
    [InlineData("internal static class Health { [HealthCheck] internal static Task<bool> [|M|](bool fast) => fast ? Task.FromResult(true) : Work.Do(); }")]
    [InlineData("internal static class Health { [HealthStat] internal static async Task<IReadOnlyDictionary<string, object?>> [|M|]() { await Task.Yield(); return new Dictionary<string, object?>(); } }", "IReadOnlyDictionary")]
    [InlineData("internal abstract class Health { [HealthCheck] internal abstract Task<bool> [|M|](); }")]
    [InlineData("internal interface IHealth { [HealthCheck] Task<bool> [|M|](); }", "IHealth")]
    [InlineData("internal static partial class Health { [HealthCheck] internal static partial Task<bool> M(); internal static partial Task<bool> [|M|]() => Work.Do(); }")]
    public Task An_asynchronous_method_without_a_token_is_told_to_take_one(string source, string? type = null) => Review.ReportsAsync(
        Work + source,
        $"'{(type is "IHealth" ? type : "Health")}.M' is asynchronous and takes no CancellationToken, so nothing can stop it at its deadline. Add a CancellationToken parameter, and pass it to what the method awaits.");

    [Theory, Accepts("HP036")]
    [InlineData("internal static class Health { [HealthCheck(\"accepted\")] internal static Task<bool> M(CancellationToken token) => Work.Do(token); }")]
    [InlineData("internal static class Health { [HealthCheck(\"accepted\")] internal static bool M(int size) => size > 0; }")]
    [InlineData("internal static class Health { [HealthCheck(\"accepted\")] internal static Task<bool> M(int size) => Task.FromResult(size > 0); }")]
    [InlineData("internal static class Health { [HealthCheck(\"accepted\")] internal static ValueTask<bool> M(int size) => new(size > 0); }")]
    [InlineData("internal static class Health { [HealthCheck(\"accepted\")] internal static ValueTask<bool> M(int size) => ValueTask.FromResult(size > 0); }")]
    [InlineData("internal static class Health { [HealthCheck(\"accepted\")] internal static Task M(int size) { if (size < 1) { throw new InvalidOperationException(); } return Task.CompletedTask; } }")]
    [InlineData("internal static class Health { [HealthCheck(\"accepted\")] internal static ValueTask M(int size) => size < 1 ? throw new InvalidOperationException() : default; }")]
    [InlineData("internal static class Health { [HealthCheck(\"accepted\")] internal static Task<bool> M(int size) => size switch { 1 => Task.FromResult(true), _ => throw new InvalidOperationException() }; }")]
    [InlineData("internal interface IHealth { Task<bool> M(); } internal sealed class Health : IHealth { [HealthCheck(\"accepted\")] public Task<bool> M() => Work.Do(); }")]
    [InlineData("internal abstract class Base { internal abstract Task<bool> M(); } internal sealed class Health : Base { [HealthCheck(\"accepted\")] internal override Task<bool> M() => Work.Do(); }")]
    [InlineData("internal static class Health { [HealthCheck(\"accepted\")] internal static bool M(int size) => size > 0; internal static Task<bool> Other() => Work.Do(); }")]
    public Task What_can_be_stopped_or_need_not_be_is_accepted(string source) => Review.AcceptsAsync(Work + source);

    [Theory, Refuses("HP037")]
    [InlineData("internal static class Health { [HealthCheck] internal static async Task<bool> M(CancellationToken [|token|]) => await Work.Do(); }")]
    [InlineData("internal static class Health { [HealthCheck] internal static bool M(CancellationToken [|token|], int size = 1) { return size > 0; } }")]
    [InlineData("internal static class Health { [HealthStat] internal static System.Text.Json.Nodes.JsonObject M(CancellationToken [|token|]) => []; }")]
    [InlineData("internal static partial class Health { [HealthCheck] internal static partial Task<bool> M(CancellationToken token); internal static partial Task<bool> M(CancellationToken [|token|]) => Work.Do(); }")]
    [InlineData("internal sealed class Health(CancellationTokenSource source) { [HealthCheck] internal Task<bool> M(CancellationToken [|token|]) => Work.Do(source.Token); }")]
    [InlineData("internal static class Health { [HealthCheck] internal static Task<bool> M(CancellationToken [|token|]) { return Do(default); static Task<bool> Do(CancellationToken token) => Work.Do(token); } }")]
    public Task A_token_that_is_never_used_is_told(string source) => Review.ReportsAsync(
        Work + source,
        "'Health.M' never uses its parameter 'token', so nothing can stop it at its deadline. Pass the token to what the method calls, or remove it.");

    [Theory, Accepts("HP037")]
    [InlineData("internal static class Health { [HealthCheck(\"accepted\")] internal static async Task<bool> M(CancellationToken token) => await Work.Do(token); }")]
    [InlineData("internal static class Health { [HealthCheck(\"accepted\")] internal static async Task M(CancellationToken token) { await Task.Run(() => { token.ThrowIfCancellationRequested(); }); } }")]
    [InlineData("internal static class Health { [HealthCheck(\"accepted\")] internal static Task<bool> M(CancellationToken token) { return Do(); Task<bool> Do() => Work.Do(token); } }")]
    [InlineData("internal static class Health { [HealthCheck(\"accepted\")] internal static bool M(CancellationToken token) => !token.IsCancellationRequested; }")]
    [InlineData("internal static class Health { [HealthCheck(\"accepted\")] internal static Task<bool> M(CancellationToken _) => Work.Do(); }")]
    [InlineData("internal static partial class Health { [HealthCheck(\"accepted\")] internal static partial Task<bool> M(CancellationToken a); internal static partial Task<bool> M(CancellationToken a) => Work.Do(a); }")]
    [InlineData("internal interface IHealth { Task<bool> M(CancellationToken token); } internal sealed class Health : IHealth { [HealthCheck(\"accepted\")] public Task<bool> M(CancellationToken token) => Task.FromResult(true); }")]
    [InlineData("internal abstract class Health { [HealthCheck(\"accepted\")] internal abstract Task<bool> M(CancellationToken token); }")]
    [InlineData("internal static class Health { [HealthCheck(\"accepted\")] internal static async Task<bool> M(CancellationToken token) { using var both = CancellationTokenSource.CreateLinkedTokenSource(token); return await Work.Do(both.Token); } }")]
    public Task A_token_that_is_used_is_accepted(string source) => Review.AcceptsAsync(Work + source);
}
