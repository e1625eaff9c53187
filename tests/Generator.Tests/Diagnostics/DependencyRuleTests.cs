using HealthPoint.Generator.Tests.Support;
using Microsoft.CodeAnalysis;
using Xunit;

namespace HealthPoint.Generator.Tests.Diagnostics;

public sealed class DependencyRuleTests
{
    [Theory, Refuses("HP061")]
    [InlineData("Tags = [\"ready\"], TimeoutSeconds = [|5|]", "Seconds = 1", "a deadline of 5 s, but the probe 'ready' waits 1 s only. Set TimeoutSeconds to 1 or less, set RefreshSeconds, or raise the HealthProbeBudget of 'ready'.")]
    [InlineData("Tags = [\"a\", HealthTags.Ready], TimeoutSeconds = [|1.5|]", "Seconds = 1.25", "a deadline of 1.5 s, but the probe 'ready' waits 1.25 s only. Set TimeoutSeconds to 1.25 or less, set RefreshSeconds, or raise the HealthProbeBudget of 'ready'.")]
    public Task A_deadline_beyond_the_budget_of_its_probe_is_pointed_out(string arguments, string budget, string message) => Review.ReportsAsync(
        $"[assembly: HealthProbeBudget(\"ready\", {budget})] internal static class Health {{ [HealthCheck({arguments})] internal static bool M() => true; }}",
        $"'Health.M' has {message}");

    [Fact, Refuses("HP061")]
    public Task Each_check_that_does_not_fit_is_told_and_one_that_leaves_the_default_is_told_what_that_is() => Review.ReportsAsync(
        """
        [assembly: HealthProbeBudget("ready")]
        internal static class Health
        {
            [[|HealthCheck("a", Tags = ["ready"])|]] internal static bool A() => true;
            [HealthCheck("b", Tags = ["ready"], TimeoutSeconds = 1)] internal static bool B() => true;
            [HealthCheck("c", Tags = ["ready"], TimeoutSeconds = [|2|])] internal static bool C() => true;
        }
        """,
        "'Health.A' has no TimeoutSeconds, which is 10 s unless configured, but the probe 'ready' waits 1 s only. Set TimeoutSeconds to 1 or less, set RefreshSeconds, or raise the HealthProbeBudget of 'ready'.");

    [Theory, Refuses("HP061")]
    [InlineData("TimeoutSeconds = 2", "TimeoutSeconds = 5", "a deadline of 2 s, but waits for 'b', which has a deadline of 5 s, and may never get its turn")]
    [InlineData("TimeoutSeconds = 2", "TimeoutSeconds = 2", "a deadline of 2 s, but waits for 'b', which has a deadline of 2 s, and may never get its turn")]
    [InlineData("TimeoutSeconds = 2", "", "a deadline of 2 s, but waits for 'b', which has no TimeoutSeconds, which is 10 s unless configured, and may never get its turn")]
    [InlineData("", "TimeoutSeconds = 20", "no TimeoutSeconds, which is 10 s unless configured, but waits for 'b', which has a deadline of 20 s, and may never get its turn")]
    public Task A_dependency_that_may_take_all_the_time_is_pointed_out(string own, string other, string message) => Review.ReportsAsync(
        Two($"DependsOn = [[|\"b\"|]]{Comma(own)}{own}", other),
        $"'Health.A' has {message}. Set TimeoutSeconds of 'b' below that of 'a'.");

    [Theory, Accepts("HP061")]
    [InlineData("DependsOn = [\"b\"]", "")]
    [InlineData("DependsOn = [\"b\"], TimeoutSeconds = 3", "TimeoutSeconds = 2")]
    [InlineData("DependsOn = [\"b\"]", "TimeoutSeconds = 2")]
    [InlineData("DependsOn = [\"b\"], TimeoutSeconds = 11", "")]
    [InlineData("DependsOn = [\"elsewhere\"], TimeoutSeconds = 1", "")]
    [InlineData("TimeoutSeconds = 1", "TimeoutSeconds = 100")]
    [InlineData("Tags = [\"ready\"], TimeoutSeconds = 1", "Tags = [\"live\"]")]
    [InlineData("Tags = [\"ready\"], TimeoutSeconds = 10, RefreshSeconds = 30", "Tags = [\"ready\"], RefreshSeconds = 30")]
    [InlineData("DependsOn = [\"b\"], TimeoutSeconds = 1", "TimeoutSeconds = 10, RefreshSeconds = 30")]
    [InlineData("Tags = [\"ready\"], TimeoutSeconds = 0.5", "Tags = [\"Ready\"], TimeoutSeconds = 20")]
    public Task Deadlines_that_hold_are_fine(string a, string b) => Review.AcceptsAsync(
        $"[assembly: HealthProbeBudget(HealthTags.Ready, Seconds = 1)] [assembly: HealthProbeBudget(\"nobody\")] {Two(a, b)}");

    [Theory, Accepts("HP061")]
    [InlineData("[assembly: HealthProbeBudget(null!)]")]
    [InlineData("[assembly: HealthProbeBudget(\"ready\", Seconds = double.NaN)]")]
    [InlineData("[assembly: HealthProbeBudget(\"ready\", Seconds = 0)]")]
    [InlineData("[assembly: HealthProbeBudget(\"ready\", Seconds = -1)]")]
    [InlineData("[assembly: HealthProbeBudget(\"ready\", Seconds = double.PositiveInfinity)]")]
    public Task A_budget_that_says_nothing_is_none(string budget) =>
        Review.AcceptsAsync($"{budget} internal static class Health {{ [HealthCheck(\"accepted\", Tags = [\"ready\"])] internal static bool M() => true; }}");

    [Theory, Refuses("HP062")]
    [InlineData("database", "databse")]
    [InlineData("database", "datbse")]
    [InlineData("database", "databases")]
    [InlineData("database", "DATABSE")]
    [InlineData("redis", "reddis")]
    [InlineData("Health.B", "Heath.B")]
    public Task A_slip_of_the_hand_is_pointed_out(string name, string written) => Review.ReportsAsync(
        $"internal static class Health {{ [HealthCheck(\"a\", DependsOn = [[|\"{written}\"|]])] internal static bool A() => true; [HealthCheck(\"{name}\")] internal static bool B() => true; }}",
        $"'Health.A' depends on '{written}', which is no check of this assembly, while '{name}' is. Write '{name}' if that is meant.");

    [Theory, Refuses("HP062")]
    [InlineData("Shop.Health.Removed")]
    [InlineData("shop.other")]
    public Task A_name_below_the_root_namespace_that_is_no_check_is_pointed_out(string written) => Review.ReportsAsync(
        $"namespace Shop; internal static class Health {{ [HealthCheck(\"a\", DependsOn = new[] {{ \"b\", [|\"{written}\"|] }})] internal static bool A() => true; [HealthCheck(\"b\")] internal static bool B() => true; }}",
        $"'Health.A' depends on '{written}', which begins like the names of this assembly and is none of its checks. Name a check that exists, or remove the dependency.");

    [Theory, Accepts("HP062")]
    [InlineData("b")]
    [InlineData("B")]
    [InlineData("c")]
    [InlineData("mq")]
    [InlineData("payments")]
    [InlineData("replica-2")]
    [InlineData("Billing.Health.Removed")]
    [InlineData("Shopping.Health.Removed")]
    [InlineData("Shop")]
    [InlineData("Shop.Payments.Ping")]
    [InlineData("")]
    public Task A_name_that_may_be_elsewhere_is_fine(string written)
    {
        var library = Generated.WithoutGenerator(new Project("Shop.Payments", ["public class Payments;"]));
        return Review.AcceptsAsync(new Project(
            $$"""
            namespace Shop;
            internal static class Health
            {
                [HealthCheck("accepted", DependsOn = ["{{written}}"])] internal static bool A() => true;
                [HealthCheck("b"), HealthCheck("db"), HealthCheck("replica-1")] internal static bool B() => true;
            }
            """).Referencing(MetadataReference.CreateFromImage(library)));
    }

    [Theory]
    [InlineData("Acme", "HP062")]
    [InlineData("Shop", "")]
    [InlineData("", "")]
    public async Task The_root_namespace_is_that_of_the_project(string root, string ids)
    {
        var project = new Project("internal static class Health { [HealthCheck(DependsOn = [\"Acme.Health.Removed\"])] internal static bool A(Version it) => it is not null; }");
        var reported = await Review.DiagnosticsAsync(project.Compile(), BuildSettings.Of(("build_property.RootNamespace", root)));

        Assert.Equal(ids, string.Join(", ", reported.Select(static diagnostic => diagnostic.Id).Where(static id => id is "HP062")));
    }

    [Theory, Refuses("HP063")]
    [InlineData("[HealthCheck(\"a\", DependsOn = [[|\"a\"|]])] internal static bool A() => true;", "a → a")]
    [InlineData("[HealthCheck(\"a\", DependsOn = [[|\"B\"|]]), HealthCheck(\"b\", DependsOn = [\"A\"])] internal static bool A() => true;", "a → b → a")]
    [InlineData("[HealthCheck(DependsOn = [[|\"Health.A\"|]])] internal static bool A() => true;", "Health.A → Health.A")]
    [InlineData("[HealthCheck(\"a\", DependsOn = [\"d\", [|\"b\"|]]), HealthCheck(\"b\", DependsOn = [\"c\"]), HealthCheck(\"c\", DependsOn = new[] { \"a\" }), HealthCheck(\"d\")] internal static bool A() => true;", "a → b → c → a")]
    [InlineData("[HealthCheck(\"x\", DependsOn = [\"a\"]), HealthCheck(\"a\", DependsOn = [[|\"b\"|]]), HealthCheck(\"b\", DependsOn = [\"a\"])] internal static bool A() => true;", "a → b → a")]
    [InlineData("[HealthCheck(\"a\", DependsOn = [[|\"a\"|]]), HealthCheck(\"b\", DependsOn = [[|\"c\"|]]), HealthCheck(\"c\", DependsOn = [\"b\"])] internal static bool A() => true;", "a → a")]
    public Task A_circle_is_refused_with_its_way(string members, string cycle) => Review.RefusesAsync(
        $"internal static class Health {{ {members} }}",
        $"'Health.A' depends on itself in the end, so that none of these checks could ever run: {cycle}. Remove one DependsOn of them.");

    [Theory, Accepts("HP063")]
    [InlineData("[HealthCheck(\"accepted\", DependsOn = [\"b\", \"c\"]), HealthCheck(\"b\", DependsOn = [\"d\"]), HealthCheck(\"c\", DependsOn = [\"d\"]), HealthCheck(\"d\")]")]
    [InlineData("[HealthCheck(\"accepted\", DependsOn = [\"b\", \"b\"]), HealthCheck(\"b\")]")]
    [InlineData("[HealthCheck(\"accepted\", DependsOn = [null!, \"b\"]), HealthCheck(\"b\", DependsOn = null!)]")]
    [InlineData("[HealthCheck(\"accepted\", DependsOn = [\"elsewhere\"])]")]
    public Task A_way_that_ends_is_fine(string attributes) =>
        Review.AcceptsAsync($"internal static class Health {{ {attributes} internal static bool A() => true; }}");

    [Fact, Accepts("HP063")]
    public Task A_stat_of_the_same_name_closes_no_circle() => Review.AcceptsAsync(
        """
        internal static class Health
        {
            [HealthCheck("accepted", DependsOn = ["b"])] internal static bool A() => true;
            [HealthStat("b")] internal static System.Text.Json.Nodes.JsonObject B() => [];
        }
        """);

    [Theory, Refuses("HP064")]
    [InlineData("Tags = [\"live\"], DependsOn = [[|\"b\"|]]", "")]
    [InlineData("Tags = [HealthTags.Live, HealthTags.Ready], DependsOn = [\"c\", [|\"B\"|]]", "Tags = [\"ready\", \"Live\"]")]
    public Task A_live_check_that_depends_on_another_kind_is_pointed_out(string a, string b) => Review.ReportsAsync(
        Two(a, b),
        "'Health.A' is tagged 'live' and depends on 'b', which is not, so that a failure there would restart the application. Remove the dependency, or tag 'b' as 'live' too if it looks at nothing outside the process.");

    [Theory, Accepts("HP064")]
    [InlineData("Tags = [\"live\"], DependsOn = [\"b\"]", "Tags = [\"live\"]")]
    [InlineData("Tags = [\"ready\"], DependsOn = [\"b\"]", "")]
    [InlineData("Tags = [\"ready\"], DependsOn = [\"b\"]", "Tags = [\"live\"]")]
    [InlineData("Tags = [\"live\"], DependsOn = [\"elsewhere\"]", "")]
    [InlineData("Tags = [\"live\"], DependsOn = []", "")]
    [InlineData("Tags = [\"Live\"], DependsOn = [\"b\"]", "")]
    public Task Checks_of_one_kind_may_depend_on_each_other(string a, string b) => Review.AcceptsAsync(Two(a, b));

    private static string Two(string a, string b) =>
        $"internal static class Health {{ [HealthCheck(\"a\"{Comma(a)}{a}), HealthCheck(\"accepted\")] internal static bool A() => true; [HealthCheck(\"b\"{Comma(b)}{b})] internal static bool B() => true; }}";

    private static string Comma(string text) => text.Length == 0 ? "" : ", ";
}
