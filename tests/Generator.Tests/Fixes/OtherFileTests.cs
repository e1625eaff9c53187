using HealthPoint.CodeFixes.Fixes;
using HealthPoint.Generator.Tests.Support;
using Xunit;

namespace HealthPoint.Generator.Tests.Fixes;

/// <summary>What a fix changes in other files than that of the check.</summary>
public sealed class OtherFileTests
{
    [Theory]
    [InlineData(
        "HP005",
        nameof(MakeInternal),
        "internal partial class Outer { partial class Health { [HealthCheck] internal static bool M() => true; } }",
        "internal partial class Outer { private partial class Health { } }",
        "internal partial class Outer { internal partial class Health { } }")]
    [InlineData(
        "HP034",
        nameof(RemoveSecondToken),
        "internal static partial class Health { [HealthCheck] internal static partial bool M(CancellationToken a, CancellationToken b); }",
        "internal static partial class Health { internal static partial bool M(CancellationToken a, CancellationToken b) => a.CanBeCanceled; }",
        "internal static partial class Health { internal static partial bool M(CancellationToken a) => a.CanBeCanceled; }")]
    [InlineData(
        "HP035",
        nameof(MoveTokenLast),
        "internal static class Health { [HealthCheck] internal static bool M(CancellationToken a, int b) => a.CanBeCanceled || b > 3; }",
        "internal static class Caller { internal static bool M(int size) => Health.M(default, size); }",
        "internal static class Caller { internal static bool M(int size) => Health.M(size, default); }")]
    [InlineData(
        "HP036",
        nameof(AddToken),
        "internal static partial class Health { [HealthCheck] internal static partial Task M(); }",
        "internal static partial class Health { internal static async partial Task M() => await Task.Delay(100); internal static Task N() => M(); }",
        "internal static partial class Health { internal static async partial Task M(CancellationToken cancellation) => await Task.Delay(100, cancellation); internal static Task N() => M(); }")]
    [InlineData(
        "HP053",
        nameof(AwaitInstead),
        "internal static partial class Health { internal static partial bool M(Task<bool> a) => a.Result; }",
        "internal static partial class Health { [HealthCheck] internal static partial bool M(Task<bool> a); }",
        "internal static partial class Health { [HealthCheck] internal static partial Task<bool> M(Task<bool> a); }")]
    public async Task It_follows(string rule, string name, string source, string other, string expected)
    {
        var fix = FixReview.Fixes.Single(fix => string.Equals(fix.Key, name, StringComparison.Ordinal));
        var solution = FixReview.Open(new Project("Shop", [source, other]));
        var reported = Assert.Single(await FixReview.DiagnosticsAsync(solution), diagnostic => string.Equals(diagnostic.Id, rule, StringComparison.Ordinal));

        var changed = await FixReview.TakeAsync(Assert.Single(await FixReview.OffersAsync(fix, solution, reported)));

        Assert.Equal(expected, await FixReview.TextAsync(changed, "File2.cs"));
        Assert.Empty(await FixReview.ErrorsAsync(changed));
        Assert.DoesNotContain(await FixReview.DiagnosticsAsync(changed), diagnostic => string.Equals(diagnostic.Id, rule, StringComparison.Ordinal));
    }
}
