using HealthPoint.CodeFixes.Fixes;
using HealthPoint.Generator.Tests.Support;
using Xunit;

namespace HealthPoint.Generator.Tests.Fixes;

/// <summary>Where a fix would break the code, it is not offered.</summary>
public sealed class RefusedFixTests
{
    [Theory]
    [InlineData("HP005", nameof(MakeInternal), "internal class Health { [HealthCheck] protected virtual bool M() => true; }")]
    [InlineData("HP005", nameof(MakeInternal), "internal class Health { private class Data { } [HealthCheck] private bool M(IList<Data> data) => true; }")]
    [InlineData("HP005", nameof(MakeInternal), "internal class Outer { private class Data { } private class Health { internal Data? Own; [HealthCheck] internal bool M() => true; } }")]
    [InlineData("HP007", nameof(MakeStatic), "internal struct Health { private bool _ok; [HealthCheck] internal bool M() => _ok; }")]
    [InlineData("HP007", nameof(MakeStatic), "internal record struct Health(bool Ok) { [HealthCheck] internal bool M() => Ok; }")]
    [InlineData("HP007", nameof(MakeStatic), "internal struct Health(bool ok) { [HealthCheck] internal bool M() => ok; }")]
    [InlineData("HP007", nameof(MakeStatic), "internal struct Health { [HealthCheck] internal bool M() => true; internal static bool N(Health other) => other.M(); }")]
    [InlineData("HP007", nameof(MakeStatic), "internal interface IHealth { bool M(); } internal struct Health : IHealth { [HealthCheck] public bool M() => true; }")]
    [InlineData("HP020", nameof(ReturnBool), "internal static class Health { [HealthCheck] internal static string M() => \"\"; }")]
    [InlineData("HP020", nameof(ReturnBool), "internal static class Health { [HealthCheck] internal static Task<bool?> M() => Task.FromResult<bool?>(true); }")]
    [InlineData("HP020", nameof(ReturnBool), "internal static class Health { [HealthCheck] internal static bool? M() => null; internal static bool N() => M() ?? true; }")]
    [InlineData("HP020", nameof(ReturnBool), "internal class Health { [HealthCheck] internal virtual bool? M() => null; }")]
    [InlineData("HP021", nameof(ReturnTask), "internal static class Health { [HealthCheck] internal static async void M() => await Task.Yield(); internal static Action N() => M; }")]
    [InlineData("HP021", nameof(ReturnTask), "internal static class Health { [HealthStat] internal static async void M() => await Task.Yield(); }")]
    [InlineData("HP024", nameof(SwapTuple), "internal static class Health { [HealthCheck] internal static (bool, string, int) M() => (true, \"\", 1); }")]
    [InlineData("HP024", nameof(SwapTuple), "internal static class Health { private static (string, bool) s_result; [HealthCheck] internal static (string, bool) M() => s_result; }")]
    [InlineData("HP024", nameof(SwapTuple), "internal static class Health { [HealthCheck] internal static (string, bool) M() => (\"\", true); internal static bool N() => M().Item2; }")]
    [InlineData("HP033", nameof(AddDefaultValue), "internal static class Health { [HealthCheck] internal static bool M(int[] a, IServiceProvider b) => true; }")]
    [InlineData("HP033", nameof(AddDefaultValue), "internal static class Health { [HealthCheck] internal static bool M(dynamic a) => true; }")]
    [InlineData("HP033", nameof(WrapInOptions), "internal static class Health { [HealthCheck] internal static bool M(DateOnly a) => true; }")]
    [InlineData("HP033", nameof(WrapInOptions), "internal static class Health { [HealthCheck] internal static bool M(int[] a) { a = [3]; return true; } }")]
    [InlineData("HP034", nameof(RemoveSecondToken), "internal static class Health { [HealthCheck] internal static bool M(CancellationToken a, CancellationToken b) => b.CanBeCanceled; }")]
    [InlineData("HP040", nameof(DropName), "internal static class Health { [HealthCheck(\"/\")] internal static bool My__Check() => true; }")]
    [InlineData("HP040", nameof(MendName), "internal static class Health { [HealthCheck(\" / \")] internal static bool M() => true; }")]
    [InlineData("HP053", nameof(AwaitInstead), "internal static class Health { [HealthCheck] internal static Task M(Task a) { a.Wait(); return a; } }")]
    [InlineData("HP053", nameof(AwaitInstead), "internal static class Health { [HealthCheck] internal static void M(Task a) { a.Wait(100); } }")]
    [InlineData("HP053", nameof(AwaitInstead), "internal static class Health { [HealthCheck] internal static bool M(Lazy<Task<bool>>? a) => a?.Value.Result == true; }")]
    [InlineData("HP053", nameof(AwaitInstead), "internal static class Health { [HealthCheck] internal static bool M(Task<bool> a) => a /* why */ .Result; }")]
    [InlineData("HP053", nameof(AwaitInstead), "internal static class Health { [HealthCheck] internal static bool M(Task<int> a) { ReadOnlySpan<char> b = \"c\"; return a.Result > b.Length; } }")]
    [InlineData("HP053", nameof(AwaitInstead), "internal static class Health { [HealthCheck] internal static unsafe bool M(Task<bool> a) => a.Result; }")]
    [InlineData("HP053", nameof(AwaitInstead), "internal static class Health { [HealthCheck] internal static bool M(Task<bool> a) { try { return a.Result; } catch (AggregateException) { return false; } } }")]
    [InlineData("HP053", nameof(AwaitInstead), "internal static class Health { [HealthCheck] internal static bool M(Task<bool> a) => a.Result; internal static bool N(Task<bool> a) => M(a); }")]
    public async Task It_is_not_offered(string rule, string name, string source)
    {
        var solution = FixReview.Open(new Project(source));
        Assert.Empty(await FixReview.ErrorsAsync(solution));
        var reported = (await FixReview.DiagnosticsAsync(solution)).Where(diagnostic => string.Equals(diagnostic.Id, rule, StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(reported);
        var fix = FixReview.Fixes.Single(fix => string.Equals(fix.Key, name, StringComparison.Ordinal));

        foreach (var diagnostic in reported)
        {
            Assert.Empty(await FixReview.OffersAsync(fix, solution, diagnostic));
        }
    }
}
