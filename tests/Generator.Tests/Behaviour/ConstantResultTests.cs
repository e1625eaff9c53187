using HealthPoint.Generator.Tests.Support;
using Xunit;

namespace HealthPoint.Generator.Tests.Behaviour;

public sealed class ConstantResultTests
{
    [Theory, Refuses("HP052")]
    [InlineData("static bool M() => [|true|];")]
    [InlineData("static bool M() { return [|false|]; }")]
    [InlineData("static (bool, string?) M() => [|(true, \"fine\")|];")]
    [InlineData("static (bool, string?) M() => [|(false, null)|];")]
    [InlineData("static HealthStatus M() => [|HealthStatus.Healthy|];")]
    [InlineData("static HealthCheckResult M() => [|HealthCheckResult.Healthy()|];")]
    [InlineData("static HealthCheckResult M() => [|HealthCheckResult.Degraded(\"always\")|];")]
    [InlineData("static HealthCheckResult M() => [|new(HealthStatus.Unhealthy, \"always\")|];")]
    [InlineData("static Task<bool> M() => [|Task.FromResult(true)|];")]
    [InlineData("static ValueTask<bool> M() => [|new(true)|];")]
    [InlineData("static ValueTask<(bool, string?)> M() => [|ValueTask.FromResult<(bool, string?)>((true, \"fine\"))|];")]
    [InlineData("static Task M() => [|Task.CompletedTask|];")]
    [InlineData("static ValueTask M() { return [|default|]; }")]
    [InlineData("static void [|M|]() { }")]
    [InlineData("static async Task<bool> M(CancellationToken token) { return [|true|]; }")]
    public Task A_result_that_is_written_down_is_told(string method) => Review.ReportsAsync(
        $"#pragma warning disable CS1998\ninternal class Health {{ [HealthCheck] internal {method} }}",
        "'Health.M' always gives the same answer, so it tells nobody anything. Look at something that can fail, or remove the attribute.");

    [Theory, Accepts("HP052")]
    [InlineData("static bool M(int size) => size > 0;")]
    [InlineData("static bool M() => Environment.ProcessorCount > 1;")]
    [InlineData("static (bool, string?) M() => (true, Environment.MachineName);")]
    [InlineData("static HealthCheckResult M() => HealthCheckResult.Healthy($\"{Environment.ProcessorCount} processors\");")]
    [InlineData("static bool M() => Enabled; internal const bool Enabled = true;")]
    [InlineData("static bool M() { Probe(); return true; } private static void Probe() { }")]
    [InlineData("static void M() => throw new InvalidOperationException(\"not yet\");")]
    [InlineData("static void M() => Probe(); private static void Probe() { }")]
    [InlineData("static async Task<bool> M(CancellationToken token) { await Task.Delay(1, token); return true; }")]
    [InlineData("static async Task M(CancellationToken token) => await Task.Delay(1, token);")]
    [InlineData("virtual bool M() => true;")]
    [InlineData("virtual void M() { }")]
    public Task A_result_that_may_change_is_accepted(string method) =>
        Review.AcceptsAsync($"internal class Health {{ [HealthCheck(\"accepted\")] internal {method} }}");

    [Fact, Accepts("HP052")]
    public Task That_the_process_answers_at_all_is_accepted_for_liveness() =>
        Review.AcceptsAsync("internal static class Health { [HealthCheck(\"accepted\", Tags = [HealthTags.Live])] internal static bool Self() => true; }");

    [Fact, Accepts("HP052")]
    public Task The_facts_of_a_stat_may_stay_the_same() =>
        Review.AcceptsAsync("internal static class Health { [HealthStat(\"accepted\")] internal static System.Text.Json.Nodes.JsonObject M() => null!; }");
}
