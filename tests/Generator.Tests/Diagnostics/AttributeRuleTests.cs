using HealthPoint.Generator.Tests.Support;
using Xunit;

namespace HealthPoint.Generator.Tests.Diagnostics;

public sealed class AttributeRuleTests
{
    private const string NameRemedy = "Write one of 1 to 128 characters without control characters, '/', ':' and '__'.";

    [Theory, Refuses("HP040")]
    [InlineData("\"\"", "is empty")]
    [InlineData("\" \\t\"", "is empty")]
    [InlineData("\"a\\nb\"", "has a control character")]
    [InlineData("\"a\\u007f\"", "has a control character")]
    [InlineData("\"a/b\"", "has a '/'")]
    [InlineData("\"a:b\"", "has a ':'")]
    [InlineData("\"a__b\"", "has a '__'")]
    public Task A_name_that_cannot_be_used_is_refused_and_says_how_names_are(string name, string fault) =>
        Review.RefusesAsync(Check($"[|{name}|]"), $"The name of 'Health.M' {fault}. {NameRemedy}");

    [Fact, Refuses("HP040")]
    public Task A_long_name_is_refused() =>
        Review.RefusesAsync(Check($"name: [|\"{new string('a', 129)}\"|], TimeoutSeconds = 1"), $"The name of 'Health.M' has 129 characters. {NameRemedy}");

    [Fact, Refuses("HP040")]
    public Task A_method_whose_own_name_will_not_do_needs_one_in_the_attribute() => Review.RefusesAsync(
        "internal static class Health { [[|HealthCheck|]] internal static bool My__Check() => true; }",
        $"The name of 'Health.My__Check' has a '__'. {NameRemedy}");

    [Fact, Accepts("HP040")]
    public Task A_name_of_128_characters_is_accepted() => Review.AcceptsAsync(
        $"internal static class Health {{ [HealthCheck(\"accepted\"), HealthCheck(\"{new string('a', 128)}\"), HealthCheck(\"a_b _ c.d-e\")] internal static bool M() => true; }}");

    [Theory, Refuses("HP041")]
    [InlineData("[HealthCheck(\"a\")] internal static bool M() => true; [HealthCheck([|\"A\"|])] internal static bool N() => true;", "'Health.N' has the name 'A', which 'Health.M' has too.")]
    [InlineData("[HealthCheck(\"a\"), HealthCheck([|\"a\"|])] internal static bool M() => true;", "'Health.M' has the name 'a', which another attribute or overload of it has too.")]
    [InlineData("[HealthCheck] internal static bool M() => true; [[|HealthCheck|]] internal static bool M(int days) => true;", "'Health.M' has the name 'Health.M', which another attribute or overload of it has too.")]
    [InlineData("[HealthCheck] internal static bool M() => true; [HealthCheck([|\"health.m\"|])] internal static bool N() => true;", "'Health.N' has the name 'health.m', which 'Health.M' has too.")]
    [InlineData("[HealthStat(\"a\")] internal static System.Text.Json.Nodes.JsonObject M() => []; [HealthStat([|\"a\"|])] internal static System.Text.Json.Nodes.JsonObject N() => [];", "'Health.N' has the name 'a', which 'Health.M' has too.")]
    public Task A_name_that_stands_twice_is_refused_and_says_where_else(string members, string message) =>
        Review.RefusesAsync($"internal static class Health {{ {members} }}", $"{message} Write a name of its own in the attribute.");

    [Theory, Accepts("HP041")]
    [InlineData("[HealthCheck(\"accepted\")] internal static bool M() => true; [HealthStat(\"accepted\")] internal static System.Text.Json.Nodes.JsonObject N() => [];")]
    [InlineData("[HealthCheck(\"accepted\")] internal static partial bool M(); internal static partial bool M() => true;")]
    public Task A_check_and_a_stat_may_share_a_name(string members) =>
        Review.AcceptsAsync($"internal static partial class Health {{ {members} }}");

    [Theory, Refuses("HP042")]
    [InlineData("TimeoutSeconds = [|0|]", "TimeoutSeconds of 'Health.M' is 0. Write more than 0 and at most 3600 seconds, or remove it.")]
    [InlineData("TimeoutSeconds = [|-1.5|]", "TimeoutSeconds of 'Health.M' is -1.5. Write more than 0 and at most 3600 seconds, or remove it.")]
    [InlineData("TimeoutSeconds = [|3600.1|]", "TimeoutSeconds of 'Health.M' is 3600.1. Write more than 0 and at most 3600 seconds, or remove it.")]
    [InlineData("TimeoutSeconds = [|double.NaN|]", "TimeoutSeconds of 'Health.M' is NaN. Write more than 0 and at most 3600 seconds, or remove it.")]
    [InlineData("TimeoutSeconds = [|double.PositiveInfinity|]", "TimeoutSeconds of 'Health.M' is Infinity. Write more than 0 and at most 3600 seconds, or remove it.")]
    [InlineData("CacheSeconds = [|-1|]", "CacheSeconds of 'Health.M' is -1. Write 0 or a finite number of seconds, or remove it.")]
    [InlineData("CacheSeconds = [|double.PositiveInfinity|]", "CacheSeconds of 'Health.M' is Infinity. Write 0 or a finite number of seconds, or remove it.")]
    [InlineData("CacheSeconds = [|double.NaN|]", "CacheSeconds of 'Health.M' is NaN. Write 0 or a finite number of seconds, or remove it.")]
    [InlineData("RefreshSeconds = [|0|]", "RefreshSeconds of 'Health.M' is 0. Write a finite number of seconds above 0, or remove it.")]
    [InlineData("RefreshSeconds = [|double.NaN|]", "RefreshSeconds of 'Health.M' is NaN. Write a finite number of seconds above 0, or remove it.")]
    [InlineData("FailureThreshold = [|0|]", "FailureThreshold of 'Health.M' is 0. Write 1 run or more, or remove it.")]
    [InlineData("FailureThreshold = [|-3|]", "FailureThreshold of 'Health.M' is -3. Write 1 run or more, or remove it.")]
    [InlineData("TimeoutSeconds = [|0|], CacheSeconds = [|-1|]", "TimeoutSeconds of 'Health.M' is 0. Write more than 0 and at most 3600 seconds, or remove it.")]
    public Task A_number_out_of_range_is_refused_and_says_the_range(string argument, string message) =>
        Review.RefusesAsync(Check($"\"refused\", {argument}"), message);

    [Theory, Accepts("HP042")]
    [InlineData("TimeoutSeconds = 3600, CacheSeconds = 0, RefreshSeconds = 0.001, FailureThreshold = 1")]
    [InlineData("TimeoutSeconds = double.Epsilon, CacheSeconds = 1e9")]
    public Task Numbers_within_range_are_accepted(string arguments) => Review.AcceptsAsync(Check($"\"accepted\", {arguments}"));

    [Theory, Refuses("HP045")]
    [InlineData("HealthStatus.Healthy", "Healthy")]
    [InlineData("(HealthStatus)7", "the undefined value 7")]
    [InlineData("(HealthStatus)(-1)", "the undefined value -1")]
    public Task A_failure_that_is_none_is_refused_and_says_which_are(string status, string shown) => Review.RefusesAsync(
        Check($"\"refused\", FailureStatus = [|{status}|]"),
        $"FailureStatus of 'Health.M' is {shown}, so a failure would not be one. Write HealthStatus.Unhealthy or HealthStatus.Degraded.");

    [Theory, Accepts("HP045")]
    [InlineData("HealthStatus.Unhealthy")]
    [InlineData("HealthStatus.Degraded")]
    public Task A_failure_or_a_warning_is_accepted(string status) => Review.AcceptsAsync(Check($"\"accepted\", FailureStatus = {status}"));

    private static string Check(string arguments) => $"internal static class Health {{ [HealthCheck({arguments})] internal static bool M() => true; }}";
}
